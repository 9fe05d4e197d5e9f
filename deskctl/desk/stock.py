"""The stock: what is there follows from the moves, and never falls below zero."""

from typing import TYPE_CHECKING, Any

from deskctl.desk.numbering import next_id
from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_IN_STOCK = """
SELECT opening_qty + (SELECT coalesce(sum(qty), 0) FROM stock_move WHERE stock_move.part = part.id)
FROM part WHERE id = ?
"""
_LAST_LOAN = "SELECT kind, ticket FROM stock_move WHERE loaner = ? ORDER BY rowid DESC LIMIT 1"
OUT, BACK = "loaner_out", "loaner_in"


def in_stock(desk: "Desk", part: str) -> int:
    """Return how many of a part there are."""
    (quantity,) = desk.reader.execute(_IN_STOCK, (part,)).fetchone()
    return int(quantity)


def move_part(desk: "Desk", kind: str, part: str, quantity: int, ref: str | None = None) -> None:
    """Move a part; a negative quantity leaves the store, and is refused where there are not as many."""
    there = in_stock(desk, part)
    if there + quantity < 0:
        raise Refused(
            N_("There are {there} of {part} in stock: {quantity} cannot be taken."),
            there=there,
            part=part,
            quantity=-quantity,
            clause="S4-stock",
            code="not_in_stock",
            remedy=Remedy(do="stock.receive", fields={"part": part, "qty": -quantity - there}, about="part"),
        )
    _insert(desk, {"kind": kind, "part": part, "qty": quantity, "ref": ref})


def move_loaner(desk: "Desk", kind: str, loaner: str) -> None:
    """Send a loaner out or take it back; one that is out cannot go out again."""
    last = desk.reader.execute(_LAST_LOAN, (loaner,)).fetchone()
    if kind == OUT and last is not None and last[0] == OUT:
        raise Refused(
            N_("{loaner} is out, on {ticket}."),
            loaner=loaner,
            ticket=f"T-{last[1]:03d}" if last[1] else "-",
            code="loaner_is_out",
            hint="deskctl loaner list",
        )
    _insert(desk, {"kind": kind, "loaner": loaner})


def loaners_out(desk: "Desk") -> set[str]:
    """Return the loaners that went out on the ticket at hand and did not come back."""
    moves = desk.reader.execute(
        "SELECT loaner, kind FROM stock_move WHERE ticket = ? AND loaner IS NOT NULL ORDER BY rowid",
        (desk.case.number,),
    )
    return {loaner for loaner, kind in dict(moves).items() if kind == OUT}


def _insert(desk: "Desk", move: dict[str, Any]) -> None:
    ticket = desk.case.number if desk.holds_ticket else None
    desk.insert("stock_move", {"id": next_id(desk, "stock_move", "SM-", 3), "at": desk.at, "ticket": ticket, **move})
