"""What is due beside tickets, stage by stage: it comes inside its lead, is due that day, is overdue.

A stage is known by kind, subject, due time and stage: it is new again once the due time has moved.
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
    """A row of the due list with the stage that it is in, and since when."""

    duty: Duty
    stage: str
    since: Instant | None

    @property
    def key(self) -> str:
        """What identifies the stage."""
        return f"{self.duty.rule.kind}|{self.duty.subject}|{self.duty.due_at}|{self.stage}"


def due_stages(inputs: DueInputs) -> Iterator[DueStage]:
    """Yield what is due in the order of the due list, each in its latest stage."""
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
