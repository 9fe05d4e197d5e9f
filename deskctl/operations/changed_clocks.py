"""The clocks that an operation changes, as JSON shows them."""

from collections.abc import Iterable
from datetime import tzinfo

from deskctl.operations.perform import ClockChange
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.sla.facts import Instant
from deskctl.sla.state import Clock, state_at


def changed_clocks(changes: Iterable[ClockChange], at: Instant, zone: tzinfo) -> list[Shape]:
    """Return the clause and milestone of each clock, with its state, due time and stop before and after."""
    return [_change(change, at, zone) for change in changes]


def _change(change: ClockChange, at: Instant, zone: tzinfo) -> Shape:
    known = change.after or change.before
    return {
        "clause": known and known.clause,
        "milestone": known and known.milestone,
        "before": _clock_state(change.before, at, zone),
        "after": _clock_state(change.after, at, zone),
    }


def _clock_state(clock: Clock | None, at: Instant, zone: tzinfo) -> Shape | None:
    if clock is None:
        return None
    return {"state": state_at(clock, at), "due": rfc3339(clock.due, zone), "stop": rfc3339(clock.stop, zone)}
