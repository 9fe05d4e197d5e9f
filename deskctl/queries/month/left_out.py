"""The tickets that the figures leave out: opened before the final acceptance, or without a day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EVER = 1 << 62


def left_out(
    conn: Reader, *, since: Instant | None = None, until: Instant | None = None, customer: str | None = None
) -> int:
    """Return the number of tickets whose clocks started in a period but are left out of the figures."""
    (number,) = conn.execute(
        "SELECT count(*) FROM ticket WHERE pre_acceptance IS TRUE AND (? OR customer = ?) AND EXISTS"
        " (SELECT 1 FROM clock WHERE clock.ticket = ticket.number AND clock.start >= ? AND clock.start < ?)",
        (
            customer is None,
            customer,
            -_EVER if since is None else since,
            _EVER if until is None else until,
        ),
    ).fetchone()
    return int(number)
