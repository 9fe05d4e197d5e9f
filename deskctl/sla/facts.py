"""The facts of a ticket, from which everything else is derived, and instants."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple, TypeAlias

Instant: TypeAlias = int
"""A time as whole seconds since 1970-01-01T00:00Z, which is cheap to compare and has no zone."""

_MINUTE = 60

NOTHING: Mapping[str, Any] = {}

CORRECTED = "corrected"
"""The event that undoes another one."""


def instant(moment: datetime) -> Instant:
    """Return an aware time as an instant; fractions of a second are dropped."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone names no moment")
    return int(moment.timestamp())


def instant_of(text: str) -> Instant:
    """Return the instant that an RFC 3339 text names."""
    return instant(datetime.fromisoformat(text))


def moment(at: Instant) -> datetime:
    """Return an instant as an aware time in UTC."""
    return datetime.fromtimestamp(at, UTC)


def shown_moment(at: Instant, zone: tzinfo, *, in_seconds: bool = False) -> str:
    """Return an instant as text in a zone, to the minute or the second."""
    shown = datetime.fromtimestamp(at, zone)
    return f"{shown:%Y-%m-%d %H:%M:%S}" if in_seconds else f"{shown:%Y-%m-%d %H:%M}"


def is_past(planned: Instant, at: Instant) -> bool:
    """Return whether a planned time is over; the minute that runs is not, as people type times in minutes."""
    return planned < at - at % _MINUTE


class Fact(NamedTuple):
    """One recorded action: `at` is when it happened, `seq` the order of recording, `actor` the person who did it."""

    seq: int
    at: Instant
    event: str
    data: Mapping[str, Any] = NOTHING
    actor: str | None = None
    recorded_at: Instant | None = None


class Intake(NamedTuple):
    """The values at the opening of a ticket; `severity` is None if none applies."""

    reported_at: Instant
    channel: str
    kind: str
    level: str
    severity: str | None = None
    occurred_at: Instant | None = None
    catalog: str | None = None
    owner: str | None = None
    engineer_on_site: bool = False


class Case(NamedTuple):
    """The input of the clock core: the intake and the facts of a ticket, in any order."""

    intake: Intake
    facts: Sequence[Fact]


def facts_in_force(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts in force, sorted by time, without undone ones and corrections.

    An action that is recorded for the same time after a correction takes the place of the one that was undone.
    """
    gone = {seq: correction.seq for seq, correction in corrections(facts).items()}
    if not gone:
        return sorted(facts, key=_in_order)
    kept = sorted((fact for fact in facts if fact.event != CORRECTED and fact.seq not in gone), key=_in_order)
    places = {fact.seq: fact.seq for fact in kept}
    for fact in sorted((fact for fact in facts if fact.seq in gone), key=_in_order):
        same = (one.seq for one in kept if (one.event, one.at) == (fact.event, fact.at) and one.seq > gone[fact.seq])
        again = next(same, None)
        if again is not None:
            places[again] = min(fact.seq, places[again])
    return sorted(kept, key=lambda fact: (fact.at, places[fact.seq]))


def corrections(facts: Sequence[Fact]) -> dict[int, Fact]:
    """Return the corrections by the number of the fact that each of them undoes."""
    named = ((fact.data.get("seq"), fact) for fact in facts if fact.event == CORRECTED)
    return {seq: correction for seq, correction in named if isinstance(seq, int)}


def _in_order(fact: Fact) -> tuple[Instant, int]:
    return fact.at, fact.seq
