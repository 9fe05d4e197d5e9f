"""What is in stock, and which loaners are out: the only definition, shared by lists, rules, forms and documents.

Both follow from the moves in the order of recording: a return that is entered with an earlier time counts from its
entry on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

OUT, BACK = "loaner_out", "loaner_in"
"""The moves of a loaner."""

CORRECTED = "corrected"
"""The reference of a move that undoes another one."""

_ISSUED_FOR = """
SELECT coalesce(-sum(qty), 0) FROM stock_move WHERE ticket = ? AND part = ?
AND ((kind = 'issue' AND coalesce(ref, '') <> ?) OR (kind = 'receive' AND ref = ?))
"""


def stock_of(part: str, *, when: str = "TRUE") -> str:
    """Return the SQL expression for the stock of the part of a row; `when` limits the moves that count."""
    moved = f"SELECT sum(qty) FROM stock_move WHERE stock_move.part = {part}.id AND {when}"
    return f"({part}.opening_qty + coalesce(({moved}), 0))"


def last_move(loaner: str, *, when: str = "TRUE") -> str:
    """Return the SQL expression for the rowid of the last move of a loaner; `when` limits the moves that count."""
    return f"(SELECT max(stock_move.rowid) FROM stock_move WHERE stock_move.loaner = {loaner} AND {when})"


def out_on(loaner: str, shown: str = "ticket") -> str:
    """Return the SQL expression for the ticket that a loaner is out on; NULL if it is in house."""
    return f"(SELECT CASE WHEN kind = '{OUT}' THEN {shown} END FROM stock_move WHERE rowid = {last_move(loaner)})"


def in_stock(conn: Reader, part: str) -> int:
    """Return how many pieces of a part are in stock."""
    (quantity,) = conn.execute(f"SELECT {stock_of('part')} FROM part WHERE id = ?", (part,)).fetchone()
    return int(quantity)


def is_out(conn: Reader, loaner: str) -> bool:
    """Return whether a loaner is out."""
    return _last(conn, loaner)[0] == OUT


def ticket_of_loan(conn: Reader, loaner: str) -> int | None:
    """Return the ticket of the last move of a loaner."""
    return _last(conn, loaner)[1]


def loaners_out_on(conn: Reader, ticket: int) -> set[str]:
    """Return the loaners that went out on a ticket and did not come back."""
    rows = conn.execute(
        f"SELECT loaner.id FROM loaner JOIN stock_move AS last ON last.rowid = {last_move('loaner.id')}"
        " WHERE last.kind = ? AND last.ticket = ?",
        (OUT, ticket),
    )
    return {loaner for (loaner,) in rows}


def loaners_still_out(conn: Reader, numbers: Sequence[int]) -> list[str]:
    """Return the loaners that went out on any of these tickets and did not come back: id and name."""
    rows = conn.execute(_STILL_OUT.format(marks=",".join("?" * len(numbers))), list(numbers))
    return [label for (label,) in rows]


def _last(conn: Reader, loaner: str) -> tuple[str | None, int | None]:
    row = conn.execute(f"SELECT kind, ticket FROM stock_move WHERE rowid = {last_move('?')}", (loaner,)).fetchone()
    return row or (None, None)


def issued_for(conn: Reader, ticket: int, part: str) -> int:
    """Return how many pieces of a part were issued for a ticket, less those that a correction returned."""
    row = conn.execute(_ISSUED_FOR, [ticket, part, CORRECTED, CORRECTED]).fetchone()
    return int(row[0]) if row else 0


_STILL_OUT = f"""
SELECT loaner.id || ' ' || loaner.name FROM loaner
JOIN stock_move AS last ON last.rowid = {last_move("loaner.id")}
WHERE last.kind = '{OUT}' AND last.ticket IN ({{marks}}) ORDER BY loaner.id
"""
