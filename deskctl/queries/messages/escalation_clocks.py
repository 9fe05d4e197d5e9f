"""Find promises that are due soon by the threshold of a rule, in the hours of each clock (rule 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.reference.hours import calendars
from deskctl.queries.tickets.clocks import ClockRow, clocks_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_RUNNING = f"clock.outcome = 'open' AND clock.due > ? AND clock.start <= ? AND {IS_OPEN}"
_MINUTE = 60
_PERCENT = 100


def clocks_near_due(conn: Reader, at: Instant, share: int, left: int) -> Iterator[tuple[ClockRow, Instant]]:
    """Yield the clocks of which a share in percent has passed or few seconds are left, each with since when.

    A promise in working days keeps the warning time of its policy.
    """
    clocks = clocks_where(conn, _RUNNING, [at, at])
    hours = {policy: calendars(conn, policy) for policy in {clock.policy for clock in clocks}}
    for clock in clocks:
        since = clock.warns_at
        if clock.seconds is not None and clock.due is not None:
            most = max(min(clock.seconds, left), clock.seconds * (_PERCENT - share) // _PERCENT)
            since = _crossed(clock.start, clock.due, most, hours[clock.policy].get(clock.calendar))
        if since is not None and since <= at:
            yield clock, since


def _crossed(start: Instant, due: Instant, left: int, calendar: Calendar | None) -> Instant:
    """Return the first minute at which at most `left` seconds of open hours remain until the due time."""
    if calendar is None:
        return max(start, due - left)
    low, high = start // _MINUTE, due // _MINUTE
    while low < high:
        middle = (low + high) // 2
        if calendar.open_seconds(middle * _MINUTE, due) <= left:
            high = middle
        else:
            low = middle + 1
    return max(start, low * _MINUTE)
