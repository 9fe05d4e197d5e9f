"""Promises of services beside tickets: what is due, since when, until when. Nothing is generated or stored.

A duty is derived at each reading from plans and facts. A day promise is overdue from the next midnight of the desk's
zone; a promise to the minute is overdue after its minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from deskctl.sla.facts import Instant

DutyState: TypeAlias = Literal["upcoming", "due", "overdue", "met", "missed", "waived"]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """The promise of one kind: its clause, who keeps it, how long before it is due it is shown.

    `lead` is in seconds; None shows it from its start. `numbers` are the lengths that the policy names, in days or as
    the key says. A `hard` one counts in the figure of kept promises, a `soft` one is measured apart. One that is not
    `on` is listed only if its kind is named.
    """

    kind: str
    clause: str
    role: str
    soft: bool
    lead: int | None
    numbers: Mapping[str, int]
    on: bool = True
    hard: bool = False

    def __getitem__(self, name: str) -> int:
        return self.numbers[name]


class Duty(NamedTuple):
    """One promise on one subject. `due_at` is the last good time, for a day promise the midnight after `due_on`."""

    rule: DutyRule
    subject: str
    title: str
    start: Instant | None = None
    due_at: Instant | None = None
    due_on: date | None = None
    customer: str | None = None
    site: str | None = None
    ticket: int | None = None
    owner: str | None = None
    planned_at: Instant | None = None
    stop: Instant | None = None
    waived: bool = False

    @property
    def key(self) -> tuple[bool, Instant, str, str]:
        """The place in the list: by due time, undated ones last, then by kind and subject."""
        return self.due_at is None, self.due_at or 0, self.rule.kind, self.subject

    def late(self, at: Instant) -> bool:
        """Return whether the promise is broken at a time."""
        if self.due_at is None:
            return False
        return at >= self.due_at if self.due_on is not None else at > self.due_at

    def state(self, at: Instant) -> DutyState:
        """Return the state at a time."""
        if self.waived and self.stop is None:
            return "waived"
        if self.stop is not None and self.stop <= at:
            return "missed" if self.late(self.stop) else "met"
        if self.late(at):
            return "overdue"
        lead = self.rule.lead
        if self.due_at is None or lead is None or at >= self.due_at - lead:
            return "due"
        return "upcoming"

    def within(self, at: Instant, seconds: int) -> bool:
        """Return whether the promise is broken, undated, or due within some seconds."""
        return self.due_at is None or self.due_at - at <= seconds
