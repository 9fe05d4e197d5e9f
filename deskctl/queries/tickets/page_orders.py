"""The sort orders of a list of tickets as SQL, and the conditions for the start of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from deskctl.queries.conditions.filters import TicketFilter

Statement: TypeAlias = tuple[str, list[Any]]
Place: TypeAlias = tuple[int | None, int]
"""The key of a row, and its number."""


class Order(NamedTuple):
    """A column to sort by, and whether its highest value comes first; equal values are sorted by number."""

    column: str
    falling: bool = False


ORDERS = {
    "due": Order("ticket.next_due_at"),
    "reported": Order("ticket.reported_at"),
    "latest": Order("ticket.reported_at", falling=True),
    "closed": Order("ticket.closed_at"),
    "updated": Order("ticket.changed_at"),
    "number": Order("ticket.number"),
}
WITHOUT_KEY = frozenset({"due", "closed"})
"""The orders in which some tickets have no key."""


def in_order(where: TicketFilter) -> str:
    """Return the ORDER BY clause of a filter; tickets without a key come last."""
    key = ORDERS[where.sort].column
    missing = f"{key} IS NULL, " if where.sort in WITHOUT_KEY else ""
    return f"ORDER BY {missing}{by_key(where)}"


def by_key(where: TicketFilter) -> str:
    """Return the sort terms for tickets with a key."""
    column = ORDERS[where.sort].column
    by_number = f"ticket.number{down(where)}"
    is_falling = ORDERS[where.sort].falling != where.reverse
    return by_number if column == "ticket.number" else f"{column}{' DESC' * is_falling}, {by_number}"


def down(where: TicketFilter) -> str:
    """Return the sort direction of the numbers."""
    return " DESC" if where.reverse else ""


def behind(where: TicketFilter, start: Place | None) -> Statement:
    """Return the condition that a ticket follows a place in the order."""
    key = ORDERS[where.sort].column
    if start is None:
        return "TRUE", []
    if start[0] is None:
        return f"{key} IS NULL AND ticket.number {beyond(where)} ?", [start[1]]
    text, values = behind_key(where, start)
    return f"({text} OR {key} IS NULL)", values


def behind_key(where: TicketFilter, start: Place) -> Statement:
    """Return the condition that a ticket with a key follows a place."""
    order, past_number = ORDERS[where.sort], beyond(where)
    if not order.falling:
        return f"({order.column}, ticket.number) {past_number} (?, ?)", list(start)
    # A cursor of this order contains the negated key, and equal keys are sorted by rising numbers.
    key, past = -int(start[0] or 0), ">" if where.reverse else "<"
    text = f"({order.column} {past}= ? AND ({order.column} {past} ? OR ticket.number {past_number} ?))"
    return text, [key, key, start[1]]


def beyond(where: TicketFilter) -> str:
    """Return the operator that compares a number with that of the row before."""
    return "<" if where.reverse else ">"
