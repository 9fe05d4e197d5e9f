"""Errors of our own software (S2.D)."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.people.ownership import check_owner

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Fix(Operation):
    """Record in which version the error is fixed, and the upgrade that brings it."""

    noun = "bug"
    verb = "fix"
    event = "bug_fixed"
    example = "deskctl bug fix T-067 --fixed-in 6.2.4"

    fixed_in: str | None = option(N_("the version without the error"), required=True)
    upgrade: str | None = option(N_("the ticket of the upgrade that brings it"), ref="ticket", any_customer=True)

    def run(self, desk: "Desk") -> None:
        """Refuse it without a recorded error, or if the upgrade is another customer's and does not fix this ticket."""
        number, name = desk.case.number, desk.case.name
        if desk.row("bug", ticket=number) is None:
            raise Refused(
                N_("{ticket}: no error of our software is on record."),
                ticket=name,
                clause="S2.D",
                code="bug_missing",
                remedy=Remedy(
                    do="diagnosis.record",
                    ticket=name,
                    fields={"cause": GAP, "fault_class": "soft", "cause_class": "development_defect_general"},
                ),
            )
        upgrade = {"upgrade": ticket_name(ticket_number(self.upgrade))} if self.upgrade else {}
        if self.upgrade and not self._is_for(desk, self.upgrade):
            check_owner(desk, "upgrade", "ticket", self.upgrade, desk.case.columns["customer"])
        desk.record(self.event, {**self.data(), **upgrade})
        desk.update("bug", {"ticket": number}, {"fixed_in": self.fixed_in})

    @staticmethod
    def _is_for(desk: "Desk", upgrade: str) -> bool:
        row = desk.row("upgrade", ticket=ticket_number(upgrade)) or {}
        return desk.case.name in json.loads(row.get("fixes") or "[]")
