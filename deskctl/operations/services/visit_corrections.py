"""Undo an action on a return visit or a training."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.operations.services.corrections import CorrectStep, Row
from deskctl.queries.services.record_actions import RecordAction

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_OF_TRAININGS = frozenset({
    "training_scheduled", "training_held", "training_cancelled", "training_evaluated", "material_adapted",
    "material_handed_over",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CorrectReturnVisit(CorrectStep):
    """Undo a return visit, or an appointment of one (CUS-02/3), that was recorded by mistake."""

    noun = "return-visit"
    example = "deskctl return-visit correct RV-007/1 --reason 'another customer'"

    may_show = ("customer",)

    def record_noun(self) -> str:
        """Return the noun of the visit, or of the customer, whose history contains the appointments."""
        return "customer" if self.table == "customer" else self.noun

    @property
    def table(self) -> str:
        """The table of visits; appointments are in the history of the customer."""
        return "customer" if self.record.upper().startswith("CUS-") else "return_visit"

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer who was visited."""
        return self.record if self.table == "customer" else super().customer_of(desk)

    def undone(self, desk: "Desk", step: RecordAction, left: list[RecordAction]) -> Row | None:  # noqa: ARG002
        """Retire the visit: the next one is due as if it had not been made."""
        return {"return_visited": {"retired_at": desk.at}, "return_visit_planned": {}}.get(step.event)


@dataclass(frozen=True, kw_only=True)
class CorrectTraining(CorrectStep):
    """Undo an action on a training that was recorded by mistake."""

    noun = "training"
    example = "deskctl training correct TR-002/1 --reason 'another customer'"

    def undone(self, desk: "Desk", undone_step: RecordAction, left: list[RecordAction]) -> Row | None:
        """Return the earlier values of the columns that no later action changed."""
        if undone_step.event not in _OF_TRAININGS:
            return None
        later = {name for step in left if step.seq > undone_step.seq for name in step.data}
        stored = desk.row(self.table, id=self.record) or {}
        changed = [name for name in undone_step.data if name in stored and name not in later]
        was = undone_step.data.get("was") or {}
        return {name: was.get(name) for name in changed}
