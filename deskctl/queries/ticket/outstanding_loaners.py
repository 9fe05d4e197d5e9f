"""Loaners that are still with the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.stock import OUT, last_move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_STILL_OUT = f"""
SELECT loaner.id || ' ' || loaner.name FROM loaner
JOIN stock_move AS last ON last.rowid = {last_move("loaner.id")}
WHERE last.kind = '{OUT}' AND last.ticket IN ({{marks}}) ORDER BY loaner.id
"""


def loaners_still_out(conn: Reader, numbers: Sequence[int]) -> list[str]:
    """Return the loaners that went out on any of these tickets and did not come back: id and name."""
    found = conn.execute(_STILL_OUT.format(marks=",".join("?" * len(numbers))), list(numbers))
    return [label for (label,) in found]
