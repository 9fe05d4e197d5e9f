"""Duties: promises of services other than those of tickets. Nothing is generated or stored.

A duty is derived from plans and facts whenever it is read. A duty for a day is overdue from the next midnight in the
desk's zone; a duty for a time is overdue after that minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from deskctl.sla.facts import Instant

DutyState: TypeAlias = Literal["upcoming", "due", "overdue", "met", "missed", "waived"]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """The rule for duties of one kind: the clause, the role that fulfils them, and how early they are listed.

    `lead` is in seconds; with None a duty is listed from its start. `numbers` contains the lengths from the policy, in
    days or in the unit of the key. `hard` duties count as kept promises, `soft` ones are counted separately. A kind
    that is not `on` is only listed if it is named.
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
    """A duty about one subject. `due_at` is the latest time; for a day, the midnight after `due_on`.

    `step` is the operation that settles it, for a kind that has several. A subject may be any number of a supplier,
    which several parts and tickets can have in common; `part` is then the part.
    """

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
    step: str = ""
    part: str = ""

    @property
    def own_title(self) -> str | None:
        """The title, as far as it says more than the subject."""
        return None if self.title == self.subject else self.title

    @property
    def key(self) -> tuple[bool, Instant, str, str, int, str, str]:
        """The unique sort key: by due time, undated ones last, then by kind, subject, and part of a ticket."""
        among = (self.ticket or 0, self.step, self.part) if self.part else (0, "", "")
        return self.due_at is None, self.due_at or 0, self.rule.kind, self.subject, *among

    def late(self, at: Instant) -> bool:
        """Return whether the duty is overdue at a time."""
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
        """Return whether the duty is overdue, undated, or due within `seconds`."""
        return self.due_at is None or self.due_at - at <= seconds
