"""Reopening a ticket: because of the symptom or of the report (rule 13)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import MAIL_WITH_IT, option
from deskctl.sla.derivation.engineers_out import is_anybody_on_site
from deskctl.store.facts.people import TECHNICAL

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_REQUESTED = "onsite_requested"


@dataclass(frozen=True, kw_only=True)
class Reopen(Operation):
    """Reopen the ticket because the symptom is back, which voids the resolution, or only because of the report."""

    noun = "ticket"
    verb = "reopen"
    event = "reopened"
    begins_work = True
    follows = ("resolved", "closed", "closed_without_answer")
    also = (_REQUESTED,)
    example = "deskctl ticket reopen T-067 --symptom --reason 'the sum is wrong again'"

    symptom: bool | None = option(N_("the symptom persists"), required=True)
    reason: str | None = option(N_("what the customer says"), long=True)
    mail: str | None = option(MAIL_WITH_IT, ref="mail")

    def run(self, desk: "Desk") -> None:
        """Record whether an engineer took it, and ask for the visit that the severity calls for."""
        case = desk.case
        response = {"responded": not TECHNICAL.isdisjoint(desk.acting.roles)} if self.symptom else {}
        present = is_anybody_on_site(len(case.story.facts), case.story)
        desk.record(self.event, {**self.data(), **response})
        calls_for_visit = (
            case.story.value_at("severity", desk.at) in case.policy.visit_at_call and case.columns["kind"] == "incident"
        )
        if self.symptom and calls_for_visit and not present:
            desk.record(_REQUESTED, {"reason": "severity"}, note="")
