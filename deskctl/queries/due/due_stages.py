"""The stages of the rows of the due list: inside their lead, due that day, overdue.

A stage is identified by kind, subject, due time and stage, so that it is new again when the due time moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.due.due_list import DueFilter, due_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty
    from deskctl.sla.facts import Instant

LEAD, DUE, OVERDUE = "lead", "due", "overdue"


class DueStage(NamedTuple):
    """A row of the due list with its stage, and since when."""

    duty: Duty
    stage: str
    since: Instant | None

    @property
    def key(self) -> str:
        """The key that identifies the stage."""
        return f"{self.duty.rule.kind}|{self.duty.subject}|{self.duty.due_at}|{self.stage}"


def due_stages(inputs: DueInputs) -> Iterator[DueStage]:
    """Yield the rows of the due list in order, each with its latest stage."""
    for duty in due_list(inputs, DueFilter()):
        yield DueStage(duty, *_stage(inputs, duty))


def _stage(inputs: DueInputs, duty: Duty) -> tuple[str, Instant | None]:
    if duty.due_at is None:
        return LEAD, duty.start
    if duty.late(inputs.at):
        return OVERDUE, duty.due_at
    midnight = inputs.midnight(duty.due_on or inputs.day_of(duty.due_at))
    if inputs.at >= midnight:
        return DUE, midnight
    lead = duty.rule.lead
    return LEAD, duty.start if lead is None else duty.due_at - lead
