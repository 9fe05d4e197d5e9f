"""How a ticket is taken up again: for the symptom or the report's sake, and how long that can be done (rule 13)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.case_file import load_case
from deskctl.desk.role_lookup import actor_at
from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.sla.derivation.presence import present_before

if TYPE_CHECKING:
    from deskctl.desk.case_file import CaseFile
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant

TECHNICAL = frozenset({"engineer", "senior_engineer", "lead_engineer", "developer"})
_LEADS = frozenset({"lead_engineer", "service_manager"})
_ENDS = ("resolved", "closed", "closed_without_answer")
_REQUESTED = "onsite_requested"


@dataclass(frozen=True, kw_only=True)
class Reopen(Operation):
    """Take the ticket up again: for the symptom, which voids the resolution, or for the report's sake."""

    noun = "ticket"
    verb = "reopen"
    event = "reopened"
    follows = _ENDS
    also = (_REQUESTED,)
    example = "deskctl ticket reopen T-067 --symptom --reason 'the sum is wrong again'"

    symptom: bool | None = option(N_("the symptom persists"), required=True)
    reason: str | None = option(N_("what the customer says"), long=True)

    def run(self, desk: "Desk") -> None:
        """Record whether an engineer took it, and ask for the visit that the severity calls for."""
        case, role = desk.case, actor_at(desk.reader, desk.actor, desk.at).role
        if desk.at > _until(case) and role not in _LEADS:
            raise Refused(
                N_("{ticket}: it can be reopened for a few days after its resolution; now a new ticket follows it."),
                ticket=case.name,
                code="order",
                remedy=Remedy(do="ticket.open", fields={"follows": case.name, "contact": GAP, "title": GAP}),
            )
        taken = {"responded": role in TECHNICAL} if self.symptom else {}
        there = present_before("arrived", len(case.story.facts), case.story)
        desk.record(self.event, {**self.data(), **taken})
        calls_for_visit = case.state.severity in case.policy.visit_at_call and case.columns["kind"] == "incident"
        if self.symptom and calls_for_visit and not there:
            desk.record(_REQUESTED, {"reason": "severity"}, note="")


def reopens_until(desk: "Desk", number: int) -> "Instant":
    """Return until when another ticket can be reopened by everybody."""
    return _until(load_case(desk.reader, number))


def _until(case: "CaseFile") -> "Instant":
    """Return the end of the window that begins with the last resolution, or the closing if there was none."""
    places = (case.story.last_before(event, len(case.story.facts)) for event in _ENDS)
    last = next((place for place in places if place is not None), None)
    at = case.columns["reported_at"] if last is None else case.story.times[last]
    return case.policy.end_of(at, case.policy.rules.within)
