"""The tickets that the figures leave out: opened before the final acceptance, or under a contract without its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.month.period import may_start_since

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EVER = 1 << 62


def excluded_ticket_count(
    conn: Reader, *, since: Instant | None = None, until: Instant | None = None, customer: str | None = None
) -> int:
    """Return the number of tickets whose clocks started in a period but are left out of the figures."""
    begin = -_EVER if since is None else since
    may_start, changed_since = may_start_since(begin)
    of_customer, values = ("TRUE", ()) if customer is None else ("customer = ?", (customer,))
    (number,) = conn.execute(
        f"SELECT count(*) FROM ticket WHERE pre_acceptance IS TRUE AND {may_start} AND {of_customer} AND EXISTS"
        " (SELECT 1 FROM clock WHERE clock.ticket = ticket.number AND clock.start >= ? AND clock.start < ?)",
        (changed_since, *values, begin, _EVER if until is None else until),
    ).fetchone()
    return int(number)
