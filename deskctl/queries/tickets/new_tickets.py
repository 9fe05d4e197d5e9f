"""The number of new tickets on each of the last days."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def tickets_by_day(conn: Reader, days: int, *, at: Instant, zone: tzinfo) -> Sequence[int]:
    """Return the number of tickets reported on each of the last days, today last and up to now."""
    today = datetime.fromtimestamp(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    begins = [instant(today - timedelta(days=back)) for back in range(days - 1, -1, -1)]
    counts = [0] * days
    rows = conn.execute("SELECT reported_at FROM ticket WHERE reported_at BETWEEN ? AND ?", [begins[0], at])
    for (reported_at,) in rows:
        counts[bisect_right(begins, reported_at) - 1] += 1
    return counts
