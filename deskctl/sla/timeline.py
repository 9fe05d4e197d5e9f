"""A case in order: what happened when, what each attribute was at each step, when the clocks stood still."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from deskctl.sla.calendar import Pause
from deskctl.sla.facts import NOTHING, Case, Fact, Instant
from deskctl.sla.lifecycle import NEW, OVER, PAUSED, statuses
from deskctl.sla.policy import ANCHORS, CALL, OCCURRED, Conditions, Match, Policy, Start

_SET_BY: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "level": (("level_changed", "to"),),
    "severity": (("severity_changed", "to"),),
    "fault_class": (("diagnosed", "fault_class"), ("resolved", "fault_class")),
    "owner": (("assigned", "to"), ("unassigned", None)),
}

CORRECTED = "corrected"
"""The event that takes another one back."""

BEFORE_ALL = -1
"""The place before the first fact, where what is known at the intake stands."""

_YEARS = range(1970, 9000)


class Anchor(NamedTuple):
    """Where a clock may start: a place in the story, a moment, and the data of the fact that stands there."""

    place: int
    at: Instant
    data: Mapping[str, Any]


class Span(NamedTuple):
    """A stretch of the story in which conditions hold: places `begin` to `end` (None: to this day)."""

    begin: int
    end: int | None


class Story:
    """A case sorted by time and, within one moment, by the order of recording; facts taken back are left out."""

    def __init__(self, case: Case, policy: Policy) -> None:
        self.intake = case.intake
        self.facts = standing_facts(case.facts)
        self.taken_back = taken_back(case.facts)
        self._times = [fact.at for fact in self.facts]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            self._places[fact.event].append(place)
        logged = self._places.get("logged")
        by_call = self.intake.channel in policy.call_channels or not logged
        self.call_at = self.intake.reported_at if by_call or not logged else self.facts[logged[0]].at
        self._places["emergency_declared"], emergency = self._emergencies()
        self._changes = self._attribute_changes(emergency)
        self._statuses = list(statuses(fact.event for fact in self.facts))
        self.status = self._statuses[-1] if self._statuses else NEW
        self.pauses = self._pauses(policy)

    def find(self, match: Match, start: int = 0) -> Iterator[int]:
        """Yield the places from `start` on where a fact fits."""
        places = self._places.get(match.event, ())
        for place in places[bisect_right(places, start - 1) :]:
            if match.fits(self.facts[place].data):
                yield place

    def first(self, match: Match, start: int = 0) -> int | None:
        """Return the first place from `start` on where a fact fits."""
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
        """Return whether the ticket is over after a place."""
        return place > BEFORE_ALL and self._statuses[place] in OVER

    def anchors(self, start: Start) -> Iterator[Anchor]:
        """Yield each place where a start is met."""
        if start.match.event in ANCHORS:
            yield self._fixed_anchor(start.match.event)
            return
        for place in self.find(start.match):
            fact = self.facts[place]
            yield Anchor(place, moment_of(fact, start.moment_in), fact.data)

    def value_at(self, attribute: str, at: Instant) -> Any:
        """Return an attribute at the end of a moment: steps recorded for the same moment count."""
        return self._value_in(attribute, bisect_right(self._times, at) - 1)

    def current(self, attribute: str) -> Any:
        """Return the last known value of an attribute."""
        return self._value_in(attribute, len(self.facts))

    def holds_at(self, conditions: Conditions, at: Instant) -> bool:
        """Return whether all conditions hold at a moment."""
        return all(self.value_at(name, at) in values for name, values in conditions.items())

    def spans(self, conditions: Conditions, start: int) -> Iterator[Span]:
        """Yield the stretches from a place on in which all conditions hold."""
        if not conditions:
            yield Span(start, None)
            return
        turns = sorted({place for name in conditions for place, _ in self._changes.get(name, ()) if place > start})
        begin: int | None = None
        for place in (start, *turns):
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
            return getattr(self.intake, attribute, None)
        return changes[bisect_right(changes, place, key=itemgetter(0)) - 1][1]

    def _attribute_changes(self, emergency: list[int]) -> dict[str, list[tuple[int, Any]]]:
        """Return who changed what where; an emergency that was revoked is as if it had never been (rule 5)."""
        changes: dict[str, list[tuple[int, Any]]] = {
            "mode": [(BEFORE_ALL, "normal"), *((place, "emergency") for place in emergency)]
        }
        for attribute, sources in _SET_BY.items():
            first = (BEFORE_ALL, getattr(self.intake, attribute, None))
            places = {place: name for event, name in sources for place in self._places.get(event, ())}
            given = [(place, name and self.facts[place].data.get(name)) for place, name in sorted(places.items())]
            later = [(place, value) for place, value in given if isinstance(value, str) or places[place] is None]
            if later:
                changes[attribute] = [first, *later]
        return changes

    def _emergencies(self) -> tuple[list[int], list[int]]:
        """Return the declarations of what was not in force already, and of those the one that was never revoked."""
        declared: list[int] = []
        standing: list[int] = []
        for place in sorted([*self._places.get("emergency_declared", ()), *self._places.get("emergency_revoked", ())]):
            if self.facts[place].event == "emergency_revoked":
                standing = []
            elif not standing:
                standing = [place]
                declared.append(place)
        return declared, standing

    def _pauses(self, policy: Policy) -> tuple[Pause, ...]:
        """Return the periods in which the ticket waited for the customer; whatever ends the waiting ends the pause."""
        if "paused" not in self._places:
            return ()
        pauses: list[Pause] = []
        since: Instant | None = None
        for fact, status in zip(self.facts, self._statuses, strict=True):
            if since is None:
                if fact.event == status == PAUSED and str(fact.data.get("reason")) in policy.pause_reasons:
                    since = fact.at
            elif status != PAUSED:
                if fact.at > since:
                    pauses.append((since, fact.at))
                since = None
        return (*pauses, (since, None)) if since is not None else tuple(pauses)


def taken_back(facts: Sequence[Fact]) -> dict[int, tuple[Fact, Fact]]:
    """Return the facts that a correction takes back by their numbers, each with its correction."""
    named = ((fact.data.get("seq"), fact) for fact in facts if fact.event == CORRECTED)
    corrections = {seq: fact for seq, fact in named if isinstance(seq, int)}
    return {fact.seq: (fact, corrections[fact.seq]) for fact in facts if fact.seq in corrections}


def standing_facts(facts: Sequence[Fact]) -> list[Fact]:
    """Sort the facts and leave out those that a correction takes back, and the corrections themselves."""
    gone = [fact.data.get("seq") for fact in facts if fact.event == "corrected"]
    kept = [fact for fact in facts if fact.event != "corrected" and fact.seq not in gone] if gone else facts
    return sorted(kept, key=lambda fact: (fact.at, fact.seq))


def moment_of(fact: Fact, field: str | None) -> Instant:
    """Return the moment that a data field of a fact holds; when the fact happened where it holds none."""
    requested = fact.data.get(field) if field else None
    if not isinstance(requested, str):
        return fact.at
    try:
        given = datetime.fromisoformat(requested)
    except ValueError:
        return fact.at
    return int(given.timestamp()) if given.tzinfo and given.year in _YEARS else fact.at
