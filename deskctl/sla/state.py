"""The state that is derived from a case: status, attributes, and a clock for each promise that applies."""

from typing import NamedTuple

from deskctl.sla.facts import Instant

OPEN = "open"
MET = "met"
MISSED = "missed"
WAIVED = "waived"
SUPERSEDED = "superseded"
NOT_NEEDED = "not_needed"
PENDING = "pending"
RUNNING = "running"
OVERDUE = "overdue"

STATES = (PENDING, RUNNING, OVERDUE, MET, MISSED, WAIVED, SUPERSEDED, NOT_NEEDED)


class Clock(NamedTuple):
    """One promise on one ticket, independent of the current time.

    `seconds` is None if the due time is agreed or the end of a working day. Until `opens_at` the clock is pending.
    `stop` is when the milestone was reached, whatever the outcome; `late_entry` is how many seconds later that was
    recorded, if this is more than the policy allows. `ended_at` is when something else ended the clock, `reason` the
    event that ended it or had reached the milestone before. `warns_at` is when the clock is due soon, in its own hours.
    """

    clause: str
    milestone: str
    start: Instant
    seconds: int | None
    calendar: str
    due: Instant
    stop: Instant | None
    outcome: str
    soft: bool
    provisional: bool = False
    opens_at: Instant | None = None
    ended_at: Instant | None = None
    reason: str | None = None
    warns_at: Instant | None = None
    late_entry: int = 0


class State(NamedTuple):
    """The state of a ticket, derived from its facts.

    `paused_until` is when its last pause ended or will end, `closed_at` when it was over, None while it is open.
    """

    status: str
    level: str
    severity: str | None
    mode: str
    owner: str | None
    fault_class: str | None
    clocks: tuple[Clock, ...]
    paused_until: Instant | None = None
    closed_at: Instant | None = None


def state_at(clock: Clock, at: Instant) -> str | None:
    """Return the state of a clock at a time; None if it has not begun yet."""
    return reading(clock.start, clock.opens_at, clock.due, clock.stop, clock.ended_at, clock.outcome, at)


def reading(
    start: Instant,
    opens_at: Instant | None,
    due: Instant | None,
    stop: Instant | None,
    ended_at: Instant | None,
    outcome: str,
    at: Instant,
) -> str | None:
    """Return the state of a clock at a time from its columns, without later events; None if it has not begun."""
    if at < start:
        return None
    decided = outcome != OPEN and at >= _decided_at(due, stop, ended_at, outcome)
    if decided:
        return outcome
    if opens_at is not None and at < opens_at:
        return PENDING
    return OVERDUE if due is not None and at > due else RUNNING


def _decided_at(due: Instant | None, stop: Instant | None, ended_at: Instant | None, outcome: str) -> Instant:
    if outcome in {MET, MISSED} and stop is not None:
        return stop if ended_at is None else min(stop, ended_at)
    return ended_at if ended_at is not None else (stop or due or 0)
