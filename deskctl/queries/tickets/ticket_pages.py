"""How the tickets of a list are come by: what is rare is looked up in the index, what is common met on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from deskctl.queries.conditions.candidates import Candidates, candidates
from deskctl.queries.conditions.cursor import cursor_after
from deskctl.queries.conditions.filters import CLOSED_AT, EVERY, IS_OPEN, ONE_OF, TicketFilter, conditions, is_of_open

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

Statement: TypeAlias = tuple[str, list[Any]]
_Place: TypeAlias = tuple[int | None, int]
_Arm: TypeAlias = tuple[str, str, list[Any]]

KEYS = {
    "due": "ticket.next_due_at",
    "reported": "ticket.reported_at",
    "latest": "-ticket.reported_at",
    "closed": CLOSED_AT,
    "updated": "ticket.changed_at",
    "number": "ticket.number",
}
"""What each order of a list goes by first."""

_WITHOUT_KEY = frozenset({"due", "closed"})
"""The orders in which some tickets have no key."""

_CUSTOMER = "LEFT JOIN customer ON customer.id = ticket.customer"
_COMMON = 5000
"""With so many candidates a page is full sooner by walking the order than by fetching them all."""

# What lies together is read together, by number; which are open is known from their index (+: and not by reading all).
_BY_NUMBER = (
    f"(SELECT number FROM ticket WHERE {IS_OPEN} ORDER BY +number LIMIT -1) AS still_open"
    " CROSS JOIN ticket ON ticket.number = still_open.number"
)


def source(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Write where the tickets of a filter are found, from FROM on, and what to bind."""
    found = _narrowed(conn, where)
    only_words = bool(where.words) and where == TicketFilter(words=where.words, sort=where.sort, reverse=where.reverse)
    return _source(found, where, at, _BY_NUMBER if only_words else "ticket", named=bool(where.words))


def every_number(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Write how the numbers of all tickets of a filter are read, in its order."""
    if not where.words:
        return _walk(where, "ticket.number", at, -1, None, named=False)
    text, values = source(conn, where, at)
    return f"SELECT ticket.number {text} {in_order(where)}", values


def page(conn: Reader, where: TicketFilter, columns: str, *, at: Instant, limit: int, after: str | None) -> Statement:
    """Write how a page is read, in the filter's order, behind the place that a cursor names."""
    start = cursor_after(after, where.sort, reverse=where.reverse) if after is not None else None
    found = _narrowed(conn, where)
    if found and (limit < 0 or not _has_order(where) or found.are_fewer_than(conn, _COMMON)):
        text, values = _source(found, where, at)
        condition, keys = _behind(where, start)
        order = f"ORDER BY {found.number}{_down(where)}" if where.sort == "number" else in_order(where)
        return f"SELECT {columns} {text} AND {condition} {order} LIMIT ?", [*values, *keys, limit]
    return _walk(where, columns, at, limit, start)


def in_order(where: TicketFilter) -> str:
    """Write the order of a filter: what has no key comes last."""
    key, down = KEYS[where.sort], _down(where)
    return f"ORDER BY {key} IS NULL, {key}{down}, ticket.number{down}"


def _narrowed(conn: Reader, where: TicketFilter) -> Candidates | None:
    return candidates(conn, where.words, still_open=is_of_open(where))


def _source(
    found: Candidates | None, where: TicketFilter, at: Instant, tickets: str = "ticket", *, named: bool = True
) -> Statement:
    """Write FROM and WHERE; where the customers' names are not asked for, an index alone may answer."""
    text, values = conditions(where, at)
    if found is None:
        return f"FROM {tickets} {_CUSTOMER if named else ''} WHERE {text}", values
    return f"FROM {found.tickets} {_CUSTOMER} WHERE {found.condition} AND {text}", [found.match, *values]


def _has_order(where: TicketFilter) -> bool:
    """Return whether an index has the filter's tickets in its order; by number that of the words has them."""
    if any(getattr(where, name) for name in ONE_OF if name != "owner") or len(where.owner) > 1:
        return False
    return where.sort == "due" if not where.status else EVERY in where.status and where.sort == "reported"


def _down(where: TicketFilter) -> str:
    return " DESC" if where.reverse else ""


def _beyond(where: TicketFilter) -> str:
    return "<" if where.reverse else ">"


def _behind(where: TicketFilter, start: _Place | None) -> tuple[str, list[Any]]:
    key = KEYS[where.sort]
    if start is None:
        return "TRUE", []
    if start[0] is None:
        return f"{key} IS NULL AND ticket.number {_beyond(where)} ?", [start[1]]
    return f"(({key}, ticket.number) {_beyond(where)} (?, ?) OR {key} IS NULL)", list(start)


def _walk(
    where: TicketFilter, columns: str, at: Instant, limit: int, start: _Place | None, *, named: bool = True
) -> Statement:
    text, values = _source(None, where, at, named=named)
    arms = _arms(where, start) if where.sort in _WITHOUT_KEY else [_arm(where, start)]
    statements, bound = [], []
    for condition, order, keys in arms:
        statements.append(f"SELECT * FROM (SELECT {columns} {text} AND {condition} ORDER BY {order} LIMIT ?)")
        bound += [*values, *keys, limit]
    return " UNION ALL ".join(statements) + " LIMIT ?", [*bound, limit]


def _arms(where: TicketFilter, start: _Place | None) -> list[_Arm]:
    """Walk the tickets with a key in the order of the index first, then those without, such as a promise."""
    key = KEYS[where.sort]
    after_last = [start[1]] if start and start[0] is None else []
    idle = f"{key} IS NULL" + (f" AND ticket.number {_beyond(where)} ?" if after_last else "")
    arms = [] if after_last else [_arm(where, start, f"{key} IS NOT NULL")]
    return [*arms, (idle, f"ticket.number{_down(where)}", after_last)]


def _arm(where: TicketFilter, start: _Place | None, condition: str = "TRUE") -> _Arm:
    key, down = KEYS[where.sort], _down(where)
    order = f"{key}{down}, ticket.number{down}"
    if start is None:
        return condition, order, []
    return f"{condition} AND ({key}, ticket.number) {_beyond(where)} (?, ?)", order, list(start)
