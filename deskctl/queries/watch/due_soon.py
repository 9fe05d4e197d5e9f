"""Which tickets are soon due: counted every few seconds, so only the clocks near their thresholds are looked at.

A threshold depends on a clock's calendar and length alone; an index keeps the running clocks of each such kind in the
order of their due times.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.store.facts.policies import load_policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.sla.facts import Instant
    from deskctl.sla.policy import Policy
    from deskctl.store.port import Cursor, Reader

_INDEX = "clock INDEXED BY clock_ahead"
_FOLLOWING = "{column} > ? ORDER BY {column} LIMIT 1"
_RUNNING = f"SELECT {{column}} FROM {_INDEX} WHERE outcome = 'open' AND {{kind}} AND {_FOLLOWING}"
_NEAR = (
    "SELECT number, owner, next_due_at, clock.start, ticket.policy, ticket.policy_version"
    f" FROM {_INDEX} CROSS JOIN ticket ON number = clock.ticket AND next_clause = clause"
    f" WHERE outcome = 'open' AND calendar = ? AND seconds IS ? AND {{near}} AND {IS_OPEN}"
    " AND next_due_at >= ? AND clock.start <= ?"
)
_BY_DUE = "due < ?"
_BY_SHARE = "due < max(?, ? + (due - clock.start) * ?)"


class _Kind(NamedTuple):
    """Clocks that cross their thresholds alike."""

    calendar: str
    seconds: int | None


def soon_tickets(conn: Reader, at: Instant) -> dict[int, str | None]:
    """Return the open tickets whose next promise has crossed its threshold and is not late, each with its owner."""
    policy = cache(lambda *pinned: load_policy(conn, *pinned))
    installed = [policy(*pinned) for pinned in conn.execute("SELECT id, version FROM policy_version").fetchall()]
    found: dict[int, str | None] = {}
    for kind in _kinds(conn):
        edge = cache(lambda *pinned, kind=kind: _edge(policy(*pinned), kind, at))
        found |= {
            number: owner
            for number, owner, due, start, *pinned in _near(conn, kind, installed, at)
            if _is_soon(due, start, edge(*pinned), policy(*pinned), at)
        }
    return found


def _kinds(conn: Reader) -> Iterator[_Kind]:
    """Yield the kinds of running clocks, going from each to the next in the index."""
    calendar = ""
    while found := conn.execute(_RUNNING.format(column="calendar", kind="TRUE"), [calendar]).fetchone():
        (calendar,) = found
        yield _Kind(calendar, None)
        seconds = -1
        following = _RUNNING.format(column="seconds", kind="calendar = ?")
        while found := conn.execute(following, [calendar, seconds]).fetchone():
            (seconds,) = found
            yield _Kind(calendar, seconds)


def _near(conn: Reader, kind: _Kind, installed: Sequence[Policy], at: Instant) -> Cursor:
    """Read the clocks of a kind that may be soon due under one of the policies."""
    last = max((at + policy.warnings.seconds + 1 for policy in installed), default=at)
    edges = [_edge(policy, kind, at) for policy in installed]
    known = [edge for edge in edges if edge is not None]
    if len(known) == len(edges):
        return conn.execute(_NEAR.format(near=_BY_DUE), [*kind, max(last, *known, at), at, at])
    left = max(1 - policy.warnings.share for policy in installed)
    return conn.execute(_NEAR.format(near=_BY_SHARE), [*kind, max(last, *known, at), at + 1, left, at, at])


def _is_soon(due: Instant, start: Instant, edge: Instant | None, policy: Policy, at: Instant) -> bool:
    by_share = due - int((due - start) * (1 - policy.warnings.share)) <= at if edge is None else due < edge
    return by_share or due - policy.warnings.seconds <= at


def _edge(policy: Policy, kind: _Kind, at: Instant) -> Instant | None:
    """Return the first due time of which more than the unspent share lies ahead; None where time is not reckoned so."""
    kept = policy.calendars.get(kind.calendar)
    if kept is None or kind.seconds is None:
        return None
    return kept.due_at(at, int(kind.seconds * (1 - policy.warnings.share)) + 1)
