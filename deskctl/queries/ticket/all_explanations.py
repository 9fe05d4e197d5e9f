"""Every clock of a ticket with its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.ticket.clock_explanation import Explained, explain_clocks
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.sla.state import OVERDUE, RUNNING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LIVE = frozenset({RUNNING, OVERDUE})
_NEVER = 1 << 62


def explain_every_clock(conn: Reader, number: int, *, at: Instant) -> list[Explained]:
    """Explain the clocks of a ticket that have begun: those that run, soonest due first, then the others."""
    clauses = dict.fromkeys(clock.clause for clock in list_clocks(conn, number, at=at, every=True))
    given = [one for clause in clauses for one in explain_clocks(conn, number, clause, at=at)]
    return sorted(given, key=_order)


def _order(given: Explained) -> tuple[bool, int, int]:
    clock = given.explanation.clock
    return given.state not in _LIVE, clock.due if clock.due is not None else _NEVER, clock.start
