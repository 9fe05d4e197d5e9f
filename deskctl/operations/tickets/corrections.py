"""Undo: a wrong step is taken back by a correcting one; both stay in the history, and nothing is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.undo_effects import take_back

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact

_LASTING = frozenset({"logged", "mail_received", "mail_handled", "corrected", "identified", "voided"})


@dataclass(frozen=True, kw_only=True)
class Correct(Operation):
    """Take a wrong step back: the clocks run as if it had not been."""

    noun = "ticket"
    verb = "correct"
    event = "corrected"
    after_slash = "seq"
    example = "deskctl ticket correct T-068/3 --reason 'that was another ticket'"

    seq: int | None = option(N_("the number of the step: 3 or T-068/3"), required=True, minimum=1)
    reason: str | None = option(N_("what was wrong"), long=True, required=True)

    @classmethod
    def spelled(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take the whole name of the action as well."""
        seq = values.get("seq")
        return {**values, "seq": seq.rpartition("/")[2]} if isinstance(seq, str) else values

    def run(self, desk: "Desk") -> None:
        """Refuse a step that is not there, is taken back already, or lasts."""
        fact = self._fact(desk)
        super().run(desk)
        take_back(desk, fact)

    def _fact(self, desk: "Desk") -> "Fact":
        name = f"{desk.case.name}/{self.seq}"
        fact = next((fact for fact in desk.case.facts if fact.seq == self.seq), None)
        if fact is None:
            raise NotFound(
                N_("There is no action {action}."), action=name, hint=f"deskctl ticket history {desk.case.name}"
            )
        if fact not in desk.case.story.facts or fact.event in _LASTING:
            raise Refused(
                N_("{action} cannot be taken back."), action=name, hint=f"deskctl ticket history {desk.case.name}"
            )
        return fact
