"""A case in order of time: the facts, the attributes at each fact, the pauses, the reopenings."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING, Case, Fact, Instant, Intake, corrections, facts_in_force
from deskctl.sla.lifecycle import NEW, OVER, RESOLVED, statuses
from deskctl.sla.milestones import Match
from deskctl.sla.pauses_and_reopenings import Reopening, pauses_of, reopenings_of
from deskctl.sla.policy import ANCHORS, CALL, CHANGES, OCCURRED, Conditions, Policy, Start

_SET_BY: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "level": (("level_changed", "to"),),
    "severity": (("severity_changed", "to"),),
    "fault_class": (("diagnosed", "fault_class"), ("resolved", "fault_class")),
    "owner": (("assigned", "to"), ("unassigned", None)),
}

BEFORE_ALL = -1
"""The place before the first fact, for the values of the intake."""


NORMAL = "normal"
INCIDENT = "incident"
INTERNAL = "internal"
_YEARS = range(1970, 9000)
_LONG_AGO: Instant = -(1 << 62)


class Anchor(NamedTuple):
    """Where a clock may start: a place in the story, a time, and the data of the fact in that place."""

    place: int
    at: Instant
    data: Mapping[str, Any]


class Span(NamedTuple):
    """A part of the story in which conditions hold: from place `begin` to `end`, None if they still hold."""

    begin: int
    end: int | None


class Story:
    """A case sorted by time and then by the order of recording, without undone facts."""

    def __init__(self, case: Case, policy: Policy) -> None:
        self.facts = facts_in_force(case.facts)
        self.undone = undone(case.facts)
        self.times = [fact.at for fact in self.facts]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            places[fact.event].append(place)
        self._places = self.happened = dict(places)
        self.intake = self._corrected(case.intake, policy)
        logged = self._places.get("logged")
        by_call = self.intake.channel in policy.call_channels or not logged
        self.call_at = self.intake.reported_at if by_call or not logged else self.facts[logged[0]].at
        emergency = self._emergencies() if "emergency_declared" in self._places else []
        self._changes = self._attribute_changes(emergency)
        self._statuses = list(statuses(fact.event for fact in self.facts))
        self.status = self._statuses[-1] if self._statuses else NEW
        self.pauses = self._pauses(policy) if "paused" in self._places else ()
        self.reopenings = self._reopenings(policy) if "reopened" in self._places else ()
        self.hours = self._hours(policy)

    def find(self, match: Match, start: int = 0) -> Iterator[int]:
        """Yield the places from `start` on where a fact matches."""
        places = self._places.get(match.event, ())
        for place in places[bisect_right(places, start - 1) :]:
            if match.fits(self.facts[place].data):
                yield place

    def first(self, match: Match, start: int = 0) -> int | None:
        """Return the first place from `start` on where a fact matches."""
        if not match.where:
            return self.first_of(match.event, start)
        return next(self.find(match, start), None) if match.event in self._places else None

    def first_of(self, event: str, start: int = 0) -> int | None:
        """Return the first place of an event from `start` on."""
        places = self._places.get(event, ())
        index = bisect_right(places, start - 1)
        return places[index] if index < len(places) else None

    def last_before(self, event: str, place: int) -> int | None:
        """Return the last place of an event before another place."""
        places = self._places.get(event, ())
        index = bisect_right(places, place - 1) - 1
        return places[index] if index >= 0 else None

    def over_at(self, place: int) -> bool:
        """Return whether the ticket is resolved or over after a place."""
        return place > BEFORE_ALL and (self._statuses[place] in OVER or self._statuses[place] == RESOLVED)

    def place_from(self, place: int, at: Instant) -> int:
        """Return the first place that is not before a start, which has a place and a time."""
        if place > BEFORE_ALL and self.times[place] == at:
            return place
        return bisect_left(self.times, at)

    def places_of(self, event: str) -> Sequence[int]:
        """Return the places of an event, in order."""
        return self._places.get(event, ())

    def anchors(self, start: Start) -> Sequence[Anchor]:
        """Return the anchors of a start."""
        if start.match.event in ANCHORS:
            return (self._fixed_anchor(start.match.event),)
        places = self.find(start.match) if start.match.where else self._places.get(start.match.event, ())
        if start.moment_in is None:
            return [Anchor(place, self.times[place], self.facts[place].data) for place in places]
        facts = ((place, self.facts[place]) for place in places)
        return [Anchor(place, moment_of(fact, start.moment_in), fact.data) for place, fact in facts]

    def value_at(self, attribute: str, at: Instant) -> Any:
        """Return the value of an attribute at a time, facts of that time included."""
        return self._value_in(attribute, bisect_right(self.times, at) - 1)

    def value_before(self, attribute: str, place: int) -> Any:
        """Return the value of an attribute before a place."""
        return self._value_in(attribute, place - 1)

    def current(self, attribute: str) -> Any:
        """Return the last known value of an attribute."""
        return self._value_in(attribute, len(self.facts))

    def constant_values(self, attributes: Sequence[str]) -> tuple[Any, ...]:
        """Return the values of attributes, `CHANGES` for one whose value changes."""
        changes = self._changes
        return tuple(CHANGES if name in changes else self._fixed(name) for name in attributes)

    def holds_at(self, conditions: Conditions, at: Instant) -> bool:
        """Return whether all conditions hold at a time."""
        return not conditions or all(self.value_at(name, at) in values for name, values in conditions.items())

    def spans(self, conditions: Conditions, start: int, horizon: int | None = None) -> Sequence[Span]:
        """Return the spans from a place on, up to `horizon`, in which all conditions hold."""
        if not conditions:
            return (Span(start, None),)
        turns: set[int] = set()
        for name, values in conditions.items():
            if name in self._changes:
                turns.update(place for place, _ in self._changes[name] if place > start)
            elif self._fixed(name) not in values:
                return ()
        if not turns and all(self._value_in(name, start) in values for name, values in conditions.items()):
            return (Span(start, None),)
        return tuple(
            self._spans_within(conditions, start, sorted(turns), len(self.facts) if horizon is None else horizon)
        )

    def _spans_within(self, conditions: Conditions, start: int, turns: list[int], last: int) -> Iterator[Span]:
        begin: int | None = None
        for place in (start, *(turn for turn in turns if turn < last)):
            holds = all(self._value_in(name, place) in values for name, values in conditions.items())
            if holds and begin is None:
                begin = place
            elif not holds and begin is not None:
                yield Span(begin, place)
                begin = None
        if begin is not None:
            yield Span(begin, None)

    def _fixed_anchor(self, name: str) -> Anchor:
        if name == CALL:
            return Anchor(BEFORE_ALL, self.call_at, NOTHING)
        if name == OCCURRED and self.intake.occurred_at is not None:
            return Anchor(BEFORE_ALL, self.intake.occurred_at, NOTHING)
        return Anchor(BEFORE_ALL, self.call_at if name == OCCURRED else self.intake.reported_at, NOTHING)

    def _value_in(self, attribute: str, place: int) -> Any:
        changes = self._changes.get(attribute)
        if changes is None:
            return self._fixed(attribute)
        for changed, value in reversed(changes):
            if changed <= place:
                return value
        return changes[0][1]

    def _fixed(self, attribute: str) -> Any:
        """Return the value of an attribute that never changes."""
        return NORMAL if attribute == "mode" else getattr(self.intake, attribute, None)

    def _attribute_changes(self, emergency: list[int]) -> dict[str, list[tuple[int, Any]]]:
        """Return the changes of each attribute as place and value; a revoked emergency is left out (rule 5)."""
        changes: dict[str, list[tuple[int, Any]]] = {}
        if emergency:
            changes["mode"] = [(BEFORE_ALL, NORMAL), *((place, "emergency") for place in emergency)]
        for attribute, sources in _SET_BY.items():
            if not any(event in self._places for event, _ in sources):
                continue
            first = (BEFORE_ALL, getattr(self.intake, attribute, None))
            places = {place: name for event, name in sources for place in self._places.get(event, ())}
            values = [(place, name and self.facts[place].data.get(name)) for place, name in sorted(places.items())]
            later = [(place, value) for place, value in values if isinstance(value, str) or places[place] is None]
            if later:
                changes[attribute] = [first, *later]
        return changes

    def _emergencies(self) -> list[int]:
        """Return the declaration in force, and drop repeated declarations from the places."""
        declared: list[int] = []
        in_force: list[int] = []
        for place in sorted([*self._places.get("emergency_declared", ()), *self._places.get("emergency_revoked", ())]):
            if self.facts[place].event == "emergency_revoked":
                in_force = []
            elif not in_force:
                in_force = [place]
                declared.append(place)
        self._places["emergency_declared"] = declared
        return in_force

    def _corrected(self, intake: Intake, policy: Policy) -> Intake:
        """Return the intake with an assumed incident severity and the corrected answer on engineers on site."""
        assumed = policy.assumed_severity
        if intake.severity is None and assumed and intake.kind == INCIDENT and intake.channel != INTERNAL:
            intake = intake._replace(severity=assumed)
        if "on_site_set" in self._places:
            answer = self.facts[self._places["on_site_set"][-1]].data.get("value")
            intake = intake._replace(engineer_on_site=answer is True)
        return intake

    def _pauses(self, policy: Policy) -> tuple[tuple[Instant, Instant], ...]:
        """Return the pauses; each ends when agreed, at the latest after the longest pause (rule 19)."""

        def end_of(fact: Fact) -> Instant:
            longest = policy.end_of(fact.at, policy.rules.longest_pause)
            return min(longest, moment_of(fact, "until", longest))

        return tuple(pauses_of(zip(self.facts, self._statuses, strict=True), policy.pause_reasons, end_of))

    def _reopenings(self, policy: Policy) -> tuple[Reopening, ...]:
        def end_of_window(at: Instant) -> Instant:
            return policy.end_of(at, policy.rules.same_fault)

        return tuple(reopenings_of(zip(self.facts, self._statuses, strict=True), policy.reopening, end_of_window))

    def _hours(self, policy: Policy) -> tuple[tuple[Instant, str], ...]:
        """Return the calendars for clocks in the hours of the level, each with the time since when (rule 15)."""
        changes = [*self._changes.get("level", ()), *self._changes.get("severity", ())]
        hours = [(_LONG_AGO, policy.hours_of(self.intake.level, self.intake.severity))]
        if not changes:
            return tuple(hours)
        for at in sorted({self.times[place] for place, _ in changes if place > BEFORE_ALL}):
            name = policy.hours_of(self.value_at("level", at), self.value_at("severity", at))
            if name != hours[-1][1]:
                hours.append((at, name))
        return tuple(hours)


def undone(facts: Sequence[Fact]) -> dict[int, tuple[Fact, Fact]]:
    """Return the undone facts by number, each with its correction."""
    by_number = corrections(facts)
    if not by_number:
        return {}
    return {fact.seq: (fact, by_number[fact.seq]) for fact in facts if fact.seq in by_number}


def moment_of(fact: Fact, field: str | None, otherwise: Instant | None = None) -> Instant:
    """Return the time in a data field of a fact, else `otherwise` or when the fact happened."""
    requested = fact.data.get(field) if field else None
    absent = fact.at if otherwise is None else otherwise
    if not isinstance(requested, str):
        return absent
    try:
        time = datetime.fromisoformat(requested)
    except ValueError:
        return absent
    return int(time.timestamp()) if time.tzinfo and time.year in _YEARS else absent
