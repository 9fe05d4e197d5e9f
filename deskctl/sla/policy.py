"""The promises as values: targets, what starts them, what ends them, the milestones that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from deskctl.sla.calendar import Calendar

CALL = "call"
REPORTED = "reported"
OCCURRED = "occurred"
ANCHORS = (CALL, REPORTED, OCCURRED)
"""Starts that are no events: the call (or the logging of what came by other ways), the report, the occurrence."""

OF_THE_LEVEL = "level"
"""The calendar name that means: the hours of the ticket's level when the clock starts."""

FROM_FIELD = "@"
"""Before a milestone's name: the milestone is named by that data field of the start."""

Conditions: TypeAlias = Mapping[str, frozenset[Any]]
"""Attribute -> the values that hold; all of them must."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact to look for: its event and, where given, the values in its data."""

    event: str
    where: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, data: Mapping[str, Any]) -> bool:
        """Return whether the data hold every value asked for."""
        return all(data.get(name) == value for name, value in self.where.items())


@dataclass(frozen=True, slots=True)
class Start:
    """What starts a clock: an anchor or a fact; `moment_in` names the data field that holds the moment."""

    match: Match
    moment_in: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How long a promise is: open seconds, or closing time of the n-th working day, or a moment agreed in a field."""

    seconds: int | None = None
    workdays: int | None = None
    moment_in: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One promise.

    `when` must hold at the start. `during` must hold throughout: a clock that is neither kept nor due when it ceases
    is superseded; with `restarts` the clock starts where it begins to hold. `opens_after` names the clause whose
    breach opens this one, `needs` an event without which it does not apply.
    """

    clause: str
    milestone: str
    start: Start
    length: Length
    calendar: str
    soft: bool = False
    when: Conditions = field(default_factory=dict)
    during: Conditions = field(default_factory=dict)
    restarts: bool = False
    opens_after: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A fact that ends clocks otherwise than by being kept.

    It concerns the targets of the named milestones or clauses, all where neither is named, but `spared` ones. A
    `standing` one also holds for clocks that start after it.
    """

    match: Match
    outcome: str
    milestones: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    standing: bool = False

    @property
    def sweeping(self) -> bool:
        """Whether the ending reaches all clocks, as one that ends the ticket does."""
        return not self.milestones and not self.clauses

    def concerns(self, target: Target, milestone: str) -> bool:
        """Return whether the ending reaches the clocks of a target."""
        if target.clause in self.spared:
            return False
        return self.sweeping or milestone in self.milestones or target.clause in self.clauses


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be reached: the event that reaches it.

    Once reached it holds `until` another event, so that a later clock finds it reached already; `voided_by` takes
    back what was reached before, and that the ticket was over.
    """

    event: str
    until: str | None = None
    voided_by: Match | None = None


_plain = lru_cache(maxsize=256)(Milestone)


@dataclass(frozen=True, slots=True)
class Level:
    """A service level: the calendar of its clocks."""

    calendar: str


@dataclass(frozen=True, slots=True)
class Severity:
    """A severity: the level proposed for it, and a calendar where it overrides the level's."""

    level: str
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Warnings:
    """When a running clock is soon due: the share of its time that is gone, or the seconds that are left."""

    share: float
    seconds: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A step is refused by this clause until something else has happened; it concerns tickets that fit `when`.

    One that may be `overridden` is passed with a reason, which is recorded; with `overridden_by` only by these roles.
    """

    clause: str
    when: Conditions = field(default_factory=dict)
    overridden: bool = False
    overridden_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Right:
    """Who alone may take a step: the roles of the staff, by this clause."""

    clause: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Policy:
    """A version of the promises that a firm makes."""

    id: str
    version: str
    zone: str
    calendars: Mapping[str, Calendar]
    levels: Mapping[str, Level]
    severities: Mapping[str, Severity]
    milestones: Mapping[str, Milestone]
    targets: tuple[Target, ...]
    endings: tuple[Ending, ...]
    call_channels: frozenset[str]
    pause_reasons: frozenset[str]
    warnings: Warnings
    gates: Mapping[str, Gate]
    visit_at_call: frozenset[str] = frozenset()
    rights: Mapping[str, Right] = field(default_factory=dict)
    _endings: dict[tuple[str, str], tuple[Ending, ...]] = field(default_factory=dict, repr=False, compare=False)

    def milestone(self, name: str) -> Milestone:
        """Return a milestone; one that the policy does not describe is reached by the event of its name."""
        return self.milestones.get(name) or _plain(name)

    def endings_of(self, target: Target, milestone: str) -> tuple[Ending, ...]:
        """Return the endings that reach the clocks of a target."""
        key = (target.clause, milestone)
        if key not in self._endings:
            self._endings[key] = tuple(ending for ending in self.endings if ending.concerns(target, milestone))
        return self._endings[key]

    def hours_of(self, level: str, severity: str | None) -> str:
        """Return the calendar of the level, or the one that overrides it (rule 2 of the clock table).

        A level that the policy does not know counts as its first.
        """
        requested = self.severities.get(severity) if severity is not None else None
        known = self.levels.get(level) or next(iter(self.levels.values()))
        return (requested and requested.calendar) or known.calendar
