"""When a running clock is soon due: the moment at which it crosses the policy's threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deskctl.queries.tickets.clocks import ClockRow, clocks_where
from deskctl.store.facts.policies import load_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deskctl.queries.tickets.ticket_list import TicketRow
    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.sla.policy import Policy
    from deskctl.sla.state import Clock
    from deskctl.store.port import Reader


# The plus keeps SQLite from walking over all clocks that run instead of those of a few tickets.
_NEXT = "clock.ticket IN ({numbers}) AND clock.clause = ticket.next_clause AND +clock.outcome = 'open'"


class Thresholds:
    """The thresholds of clocks, each by the policy version that its ticket is pinned to."""

    def __init__(self, conn: Reader) -> None:
        self._conn = conn
        self._pinned: dict[int, tuple[str, str]] = {}
        self._policies: dict[tuple[str, str], Policy] = {}

    def warned_at(self, clock: ClockRow) -> Instant:
        """Return the moment at which a clock crosses its threshold."""
        return warned_at(clock, self._policy(clock.number))

    def _policy(self, number: int) -> Policy:
        if number not in self._pinned:
            (self._pinned[number],) = self._conn.execute(
                "SELECT policy, policy_version FROM ticket WHERE number = ?", [number]
            ).fetchall()
        pinned = self._pinned[number]
        if pinned not in self._policies:
            self._policies[pinned] = load_policy(self._conn, *pinned)
        return self._policies[pinned]


def warned_clocks(conn: Reader, clocks: Iterable[ClockRow]) -> list[ClockRow]:
    """Add to clocks when they cross their thresholds."""
    thresholds = Thresholds(conn)
    return [replace(clock, warned_at=thresholds.warned_at(clock)) for clock in clocks]


def warned_rows(conn: Reader, rows: Mapping[int, TicketRow]) -> dict[int, TicketRow]:
    """Add to tickets when their next promises cross their thresholds."""
    numbers = ", ".join(str(number) for number in rows)
    following = clocks_where(conn, _NEXT.format(numbers=numbers), [])
    warned = {clock.number: clock.warned_at for clock in warned_clocks(conn, following)}
    return {number: replace(row, warned_at=warned.get(number)) for number, row in rows.items()}


def warned_at(clock: ClockRow | Clock, policy: Policy) -> Instant:
    """Return the moment at which a share of the time is gone or only so much is left, whichever comes first.

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
