"""Moves of parts and loaners: the stock never falls below zero, and no loaner goes out twice."""

from typing import TYPE_CHECKING, Any

from deskctl.desk.next_ids import next_id
from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.stock_and_loans import OUT, in_stock, is_out, ticket_of_loan

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def move_part(
    desk: "Desk", kind: str, part: str, quantity: int, ref: str | None = None, *, ticket: int | None = None
) -> None:
    """Move a part; a negative quantity leaves the store, and is refused if there are not as many."""
    desk.hold("part", part)
    stock = in_stock(desk.reader, part)
    if stock + quantity < 0:
        raise Refused(
            N_("{there} of {part} in stock: {quantity} cannot be taken."),
            there=stock,
            part=part,
            quantity=-quantity,
            clause="S4-stock",
            code="not_in_stock",
            remedy=Remedy(do="stock.receive", fields={"part": part, "qty": -quantity - stock}, about="part"),
        )
    _insert(desk, {"kind": kind, "part": part, "qty": quantity, "ref": ref, **({"ticket": ticket} if ticket else {})})


def move_loaner(desk: "Desk", kind: str, loaner: str) -> None:
    """Send a loaner out or take it back; one that is out cannot go out again."""
    desk.hold("loaner", loaner)
    if kind == OUT and is_out(desk.reader, loaner):
        ticket = ticket_of_loan(desk.reader, loaner)
        raise Refused(
            N_("{loaner} is out, on {ticket}.") if ticket else N_("{loaner} is out."),
            loaner=loaner,
            ticket=ticket_name(ticket) if ticket else None,
            code="loaner_is_out",
            hint="deskctl loaner list",
        )
    _insert(desk, {"kind": kind, "loaner": loaner})


def _insert(desk: "Desk", move: dict[str, Any]) -> None:
    ticket = desk.case.number if desk.holds_ticket else None
    desk.insert("stock_move", {"id": next_id(desk, "stock_move", "SM-", 3), "at": desk.at, "ticket": ticket, **move})
