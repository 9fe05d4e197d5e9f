"""Operations on one action of a ticket, named by its number or in full: `3` or `T-068/3`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from deskctl.errors import NotFound, Usage
from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact


@dataclass(frozen=True, kw_only=True)
class OnAction(Operation):
    """An operation on one action of a ticket; `full_name` is the action's name if it was given in full."""

    noun = "ticket"
    after_slash = "seq"

    seq: int | None = option(N_("the number of the action: 3 or T-068/3"), required=True, minimum=1)
    full_name: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Accept the full name of the action as well."""
        name = values.get("seq")
        if not isinstance(name, str) or "/" not in name:
            return super().of(values)
        return replace(super().of({**values, "seq": name.rpartition("/")[2]}), full_name=name)

    def fact(self, desk: "Desk") -> "Fact":
        """Return the action; raises `NotFound` if the ticket does not have it, or the name is of another ticket."""
        ticket = desk.case.name
        if self.full_name is not None and not self._is_of(desk.case.number):
            raise NotFound(N_("{owner} has no action {action}."), owner=ticket, action=self.full_name)
        for fact in desk.case.facts:
            if fact.seq == self.seq:
                return fact
        raise NotFound(
            N_("There is no action {action}."), action=f"{ticket}/{self.seq}", hint=f"deskctl ticket history {ticket}"
        )

    def _is_of(self, number: int) -> bool:
        try:
            return ticket_number(str(self.full_name).rpartition("/")[0]) == number
        except Usage:
            return False
