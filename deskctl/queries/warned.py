"""When a running clock is soon due: the moment at which it crosses the policy's threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.queries.clocks import ClockRow
    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.sla.policy import Policy


def warned_at(clock: ClockRow, policy: Policy) -> Instant:
    """Give the moment at which a share of the time is gone or only so much is left, whichever comes first.

    The share is of open time. A clock that stands still has no such moment: its start is given.
    """
    if clock.due is None:
        return clock.start
    by_share = _before(clock.start, clock.due, policy.calendars.get(clock.calendar), clock.seconds, policy)
    return max(clock.start, min(by_share, clock.due - policy.warnings.seconds))


def _before(start: Instant, due: Instant, calendar: Calendar | None, seconds: int | None, policy: Policy) -> Instant:
    """Find the last moment at which the unspent share of the open time still lies ahead, by halving."""
    left = 1 - policy.warnings.share
    if calendar is None or seconds is None:
        return due - int((due - start) * left)
    wanted = int(seconds * left)
    low, high = start, due
    while high - low > 1:
        middle = (low + high) // 2
        if calendar.open_seconds(middle, due) > wanted:
            low = middle
        else:
            high = middle
    return high
