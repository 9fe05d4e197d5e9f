"""A policy as values: targets, what starts and ends them, milestones, gates, rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeAlias

from deskctl.sla.calendar import Calendar
from deskctl.sla.facts import NOTHING, Instant, Intake
from deskctl.sla.lifecycle import LATE_ENTRY
from deskctl.sla.milestones import ON_REQUEST, Match, Milestone, usual_milestone
from deskctl.sla.rights import Right

CALL = "call"
REPORTED = "reported"
OCCURRED = "occurred"
ANCHORS = (CALL, REPORTED, OCCURRED)
"""Starts that are not events: the call (or the logging of a request by another channel), the report, the occurrence."""

OF_THE_LEVEL = "level"
"""The calendar name for the hours of the level in force at each time (rule 15)."""


FROM_FIELD = "@"
"""The prefix of a milestone that is named by a data field of the start."""

UNCHANGING = ("kind", "channel", "catalog", "engineer_on_site")
"""Attributes that never change after the intake, and are not allowed in `during`."""

CHANGES = object()
"""A marker for an attribute whose value changes."""

Conditions: TypeAlias = Mapping[str, frozenset[Any]]
"""Attribute -> the allowed values; all attributes must match."""


class Start(NamedTuple):
    """What starts a clock: an anchor or a fact; `moment_in` names the data field that contains the time."""

    match: Match
    moment_in: str | None = None

    @property
    def is_anchor(self) -> bool:
        """Whether it is the call, the report or the occurrence."""
        return self.match.event in ANCHORS


class Length(NamedTuple):
    """The length of a promise: open seconds, closing time of the n-th working day, or an agreed time in a field."""

    seconds: int | None = None
    workdays: int | None = None
    moment_in: str | None = None


class Target(NamedTuple):
    """One promise.

    `when` must hold at the start. `during` must hold all the time: a clock that is neither kept nor due when it ceases
    to hold is superseded, and continues when it holds again; with `restarts` the clock starts where it first holds.
    `opens_after` is the clause whose due time opens this one, `needs` an event without which it does not apply.
    """

    clause: str
    milestone: str
    start: Start
    length: Length
    calendar: str
    soft: bool = False
    when: Conditions = NOTHING
    during: Conditions = NOTHING
    restarts: bool = False
    opens_after: str | None = None
    needs: str | None = None

    def may_apply(self, attributes: Mapping[str, Any]) -> bool:
        """Return whether the target may apply to a ticket with these constant attributes."""
        return all(
            value in conditions[name]
            for conditions in (self.when, self.during)
            for name, value in attributes.items()
            if name in conditions
        )

    def without(self, attributes: Mapping[str, Any]) -> Self:
        """Return the target without the conditions on these attributes, which are known to hold."""
        when, during = (
            {name: values for name, values in conditions.items() if name not in attributes}
            for conditions in (self.when, self.during)
        )
        return self._replace(when=when, during=during)

    @property
    def follows_level(self) -> bool:
        """Whether raising the level starts the clock too, while a visit is requested (rule 15)."""
        return "level" in self.when and self.start.match.event == ON_REQUEST

    @property
    def of_severity(self) -> bool:
        """Whether it is a promise of a severity that starts with the call, and again with a reopening (rule 13)."""
        return self.restarts and self.start.is_anchor


class Ending(NamedTuple):
    """A fact that ends clocks without keeping the promise.

    It applies to the targets of the named milestones or clauses, or to all if neither is named, except `spared` ones. A
    `standing` ending also applies to clocks that start after it.
    """

    match: Match
    outcome: str
    milestones: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    standing: bool = False

    @property
    def sweeping(self) -> bool:
        """Whether the ending applies to all clocks, like one that ends the ticket."""
        return not self.milestones and not self.clauses

    def concerns(self, target: Target, milestone: str) -> bool:
        """Return whether the ending applies to the clocks of a target."""
        if target.clause in self.spared:
            return False
        return self.sweeping or milestone in self.milestones or target.clause in self.clauses


class Level(NamedTuple):
    """A service level: the calendar of its clocks."""

    calendar: str


class Severity(NamedTuple):
    """A severity: its proposed level, and a calendar that overrides that of the level."""

    level: str
    calendar: str | None = None


class Rules(NamedTuple):
    """The numbers of rules 12 to 24.

    A reopening within `same_fault` of the resolution is the same fault; a ticket can be reopened `within` that time.
    `answered` are the milestones that start again with a reopening unless an engineer took it, `again` those that start
    again in any case. An engineer counts as on site for `on_site` seconds after arrival, a pause ends after
    `longest_pause`, an entry is late after `late_entry` seconds, and a month closes `month_closes` after its end.
    """

    same_fault: Length = Length(workdays=1)
    within: Length = Length(workdays=5)
    answered: frozenset[str] = frozenset({"engineer_response"})
    again: frozenset[str] = frozenset({"arrived", "diagnosed"})
    on_site: int = 12 * 3600
    longest_pause: Length = Length(workdays=5)
    late_entry: int = LATE_ENTRY
    month_closes: Length = Length(workdays=5)


RULES_BY_DEFAULT = Rules()


class Warnings(NamedTuple):
    """When a running clock is due soon: the share of its time that has passed, or the seconds that are left."""

    share: float
    seconds: int


class Gate(NamedTuple):
    """A clause that forbids an action until something else has happened.

    It applies to tickets that match `when` and do not match `unless`, if that is not empty. An `overridden` gate can be
    passed with a reason, which is recorded; with `overridden_by` only by these roles.
    """

    clause: str
    when: Conditions = NOTHING
    overridden: bool = False
    overridden_by: frozenset[str] = frozenset()
    unless: Conditions = NOTHING


_SYMPTOM = Match("reopened", {"symptom": True})


@dataclass(frozen=True, repr=False)
class Policy:
    """One version of the promises of a firm."""

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
    rights: tuple[Right, ...] = ()
    rules: Rules = RULES_BY_DEFAULT
    workdays: str | None = None
    assumed_severity: str | None = None
    _endings: dict[tuple[str, str], tuple[Ending, ...]] = field(default_factory=dict, compare=False)
    _targets: dict[tuple[Any, ...], tuple[Target, ...]] = field(default_factory=dict, compare=False)

    def milestone(self, name: str) -> Milestone:
        """Return a milestone; one that the policy does not define is reached by the event of its name."""
        return self.milestones.get(name) or usual_milestone(name)

    @property
    def working_days(self) -> Calendar:
        """The calendar whose open dates are working days; by default that of the least urgent level."""
        return self.calendars[self.workdays or [*self.levels.values()][-1].calendar]

    @property
    def reopening(self) -> Match:
        """The pattern of a reopening because the symptom is back."""
        return self.milestone("resolved").voided_by or _SYMPTOM

    @cached_property
    def changing_attributes(self) -> tuple[str, ...]:
        """The attributes that may change and on which a target has a condition."""
        names = {name for target in self.targets for name in (*target.when, *target.during)}
        return tuple(sorted(names.difference(UNCHANGING)))

    def targets_of(self, intake: Intake, constants: tuple[Any, ...]) -> tuple[Target, ...]:
        """Return the targets that may apply to a ticket, without conditions that always hold.

        `constants` contains the values of the `changing_attributes`, `CHANGES` for one whose value changes.
        """
        key = (intake.kind, intake.channel, intake.catalog, intake.engineer_on_site, constants)
        if key not in self._targets:
            attributes = dict(zip(UNCHANGING, key, strict=False))
            attributes |= {
                name: value
                for name, value in zip(self.changing_attributes, constants, strict=True)
                if value is not CHANGES
            }
            self._targets[key] = tuple(
                target.without(attributes) for target in self.targets if target.may_apply(attributes)
            )
        return self._targets[key]

    def end_of(self, at: Instant, length: Length) -> Instant:
        """Return the end of a length after a time: in plain time, or at closing time of a working day."""
        if length.seconds is not None:
            return at + length.seconds
        return self.working_days.end_of_workday(at, length.workdays or 0)

    def endings_of(self, target: Target, milestone: str) -> tuple[Ending, ...]:
        """Return the endings that apply to the clocks of a target."""
        key = (target.clause, milestone)
        if key not in self._endings:
            self._endings[key] = tuple(ending for ending in self.endings if ending.concerns(target, milestone))
        return self._endings[key]

    def hours_of(self, level: str, severity: str | None) -> str:
        """Return the name of the calendar of a level, or of the one that overrides it (rule 15).

        An unknown level counts as the first one.
        """
        requested = self.severities.get(severity) if severity is not None else None
        own_level = self.levels.get(level) or next(iter(self.levels.values()))
        return (requested and requested.calendar) or own_level.calendar

    def rank(self, level: object) -> int:
        """Return the rank of a level in the order of urgency, 0 for the most urgent."""
        return next((place for place, name in enumerate(self.levels) if name == level), 0)
