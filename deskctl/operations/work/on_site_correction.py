"""Correct whether an engineer was on site when the call came in, on which the promised visit depends (rule 17)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.undo.on_site_answer import CANCELLED, cancel_visit_on_site, take_back_cancellation
from deskctl.operations.work.severity_consequences import request_visit_by_severity

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class SetOnSite(Operation):
    """Correct whether an engineer was on site at the call; the promises run as if that had been recorded then."""

    noun = "ticket"
    verb = "set-on-site"
    event = "on_site_set"
    also = ("onsite_requested", CANCELLED, "corrected")
    example = "deskctl ticket set-on-site T-071 --yes --reason 'he was there already'"

    value: bool | None = option(N_("one of our engineers was on that site when the call came in"), required=True)
    reason: str | None = option(N_("how we know"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Record it; request the visit that the severity calls for, or cancel the one that was requested.

        A visit that an earlier answer cancelled is owed again.
        """
        case = desk.case
        if case.story.intake.engineer_on_site == self.value:
            raise Refused(
                N_("{ticket}: this is recorded already."),
                ticket=case.name,
                hint=f"deskctl ticket show {case.name}",
            )
        super().run(desk)
        if not self.value:
            take_back_cancellation(desk, self.reason)
        at_the_call = case.story.intake.severity in case.policy.visit_at_call
        severity = case.story.value_at("severity", desk.at)
        if case.columns["kind"] != "incident" or severity not in case.policy.visit_at_call:
            return
        if not self.value:
            request_visit_by_severity(desk, at=case.story.call_at if at_the_call else None)
        elif case.story.last_before("onsite_requested", len(case.story.facts)) is not None:
            cancel_visit_on_site(desk)
