"""How the tickets of a page are found: rare ones are looked up in an index, common ones by walking the order.

A page that is sorted is found by the numbers of its tickets alone; only then are the rows of these few read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from deskctl.queries.conditions.cursor import cursor_after
from deskctl.queries.conditions.filters import (
    EVERY,
    IS_OPEN,
    NOBODY,
    ONE_OF,
    TicketFilter,
    any_of,
    conditions,
    is_of_open,
)
from deskctl.queries.conditions.rarest import FEW, Few, indexed, rarest
from deskctl.store.port import on_server

if TYPE_CHECKING:
    from deskctl.queries.conditions.candidates import Candidates
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

Statement: TypeAlias = tuple[str, list[Any]]
_Place: TypeAlias = tuple[int | None, int]


class _Order(NamedTuple):
    """A column that a list goes by, and whether its highest value comes first; equal ones go by number."""

    column: str
    falling: bool = False


_ORDERS = {
    "due": _Order("ticket.next_due_at"),
    "reported": _Order("ticket.reported_at"),
    "latest": _Order("ticket.reported_at", falling=True),
    "closed": _Order("ticket.closed_at"),
    "updated": _Order("ticket.changed_at"),
    "number": _Order("ticket.number"),
}

_WITHOUT_KEY = frozenset({"due", "closed"})
"""The orders in which some tickets have no key."""
_INDEX_IN_ORDER = {
    "owner": frozenset({"number"}),
    "status": frozenset({"number"}),
    "contact": frozenset({"number"}),
    "customer": frozenset({"reported", "latest"}),
}
"""The filters whose index has the tickets of one value in these orders."""
FEW_IN_ORDER = 100
"""Tickets that an index has in their order, as it has all open ones, are walked unless fewer than so many remain."""
_EVERY_ROW = 1 << 62

_CUSTOMER = "LEFT JOIN customer ON customer.id = ticket.customer"

# What lies together is read together, by number; which are open is known from their index (+: and not by reading all).
_BY_NUMBER = (
    f"(SELECT number FROM ticket WHERE {IS_OPEN} ORDER BY +number LIMIT {_EVERY_ROW}) AS still_open CROSS JOIN ticket"
)
_SAME_NUMBER = "ticket.number = still_open.number"


def source(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Write where the tickets of a filter are found, from FROM on, and what to bind."""
    found = _narrowed(conn, where)
    only_words = bool(where.words) and where == TicketFilter(words=where.words, sort=where.sort, reverse=where.reverse)
    if only_words and found is None:
        text, values = conditions(where, at)
        return f"FROM {_BY_NUMBER} {_CUSTOMER} WHERE {_SAME_NUMBER} AND {text}", values
    return _source(found, where, at, named=bool(where.words))


def every_number(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Write how the numbers of all tickets of a filter are read, in its order."""
    text, values = source(conn, where, at)
    return f"SELECT ticket.number {text} {in_order(where)}", values


def page(conn: Reader, where: TicketFilter, columns: str, *, at: Instant, limit: int, after: str | None) -> Statement:
    """Write how a page is read, in the filter's order, behind the place that a cursor names; -1 for all that follow."""
    start = cursor_after(after, where.sort, reverse=where.reverse) if after is not None else None
    most = _EVERY_ROW if limit < 0 else limit
    chosen = _chosen(conn, where, at, most, start)
    if chosen is None:
        return _walk(where, columns, at, most, start, forced=not on_server(conn))
    text, values = chosen
    return (
        f"SELECT {columns} FROM ({text}) AS chosen JOIN ticket ON ticket.number = chosen.number {_CUSTOMER}"
        f" {in_order(where)}"
    ), values


def in_order(where: TicketFilter) -> str:
    """Write the order of a filter: what has no key comes last."""
    key = _ORDERS[where.sort].column
    missing = f"{key} IS NULL, " if where.sort in _WITHOUT_KEY else ""
    return f"ORDER BY {missing}{_by_key(where)}"


def _chosen(conn: Reader, where: TicketFilter, at: Instant, limit: int, start: _Place | None) -> Statement | None:
    """Write how the numbers of a page are found among few tickets; None if its order is to be walked."""
    found = _narrowed(conn, where)
    if found and (not _has_order(where) or found.are_fewer_than(conn, FEW)):
        text, values = _source(found, where, at, named=False)
        condition, keys = _behind(where, start)
        order = f"ORDER BY {found.number}{_down(where)}" if where.sort == "number" else in_order(where)
        return f"SELECT ticket.number {text} AND {condition} {order} LIMIT ?", [*values, *keys, limit]
    most = FEW_IN_ORDER if _in_order_by(where) or is_of_open(where) else FEW
    few = None if found else rarest(conn, where, at, fewer_than=most)
    return None if few is None else _of_few(few, where, at, limit, start)


def _of_few(few: Few, where: TicketFilter, at: Instant, limit: int, start: _Place | None) -> Statement:
    text, values = conditions(where, at)
    condition, keys = _behind(where, start)
    statement = (
        f"WITH few AS MATERIALIZED (SELECT DISTINCT number FROM ({few.statement}) AS found)"
        f" SELECT ticket.number FROM few JOIN ticket ON ticket.number = few.number WHERE {text} AND {condition}"
        f" {in_order(where)} LIMIT ?"
    )
    return statement, [*few.values, *values, *keys, limit]


def _narrowed(conn: Reader, where: TicketFilter) -> Candidates | None:
    if not where.words.strip():
        return None
    from deskctl.queries.conditions.candidates import candidates

    return candidates(conn, where.words, still_open=is_of_open(where))


def _source(found: Candidates | None, where: TicketFilter, at: Instant, *, named: bool = True) -> Statement:
    """Write FROM and WHERE; if the customers' names are not asked for, an index alone may answer."""
    text, values = conditions(where, at)
    customer = _CUSTOMER if named else ""
    if found is None:
        return f"FROM ticket {customer} WHERE {text}", values
    return f"FROM {found.tickets} {customer} WHERE {found.condition} AND {text}", [*found.values, *values]


def _has_order(where: TicketFilter) -> bool:
    """Return whether an index has the filter's tickets in its order; by number that of the words has them."""
    if any(getattr(where, name) for name in ONE_OF if name != "owner") or len(where.owner) > 1:
        return False
    return where.sort == "due" if not where.status else EVERY in where.status and where.sort == "reported"


def _is_falling(where: TicketFilter) -> bool:
    return _ORDERS[where.sort].falling != where.reverse


def _down(where: TicketFilter) -> str:
    return " DESC" if where.reverse else ""


def _by_key(where: TicketFilter) -> str:
    column = _ORDERS[where.sort].column
    by_number = f"ticket.number{_down(where)}"
    return by_number if column == "ticket.number" else f"{column}{' DESC' * _is_falling(where)}, {by_number}"


def _behind(where: TicketFilter, start: _Place | None) -> tuple[str, list[Any]]:
    key = _ORDERS[where.sort].column
    if start is None:
        return "TRUE", []
    if start[0] is None:
        return f"{key} IS NULL AND ticket.number {_beyond(where)} ?", [start[1]]
    text, values = _behind_key(where, start)
    return f"({text} OR {key} IS NULL)", values


def _behind_key(where: TicketFilter, start: _Place) -> tuple[str, list[Any]]:
    order, beyond = _ORDERS[where.sort], _beyond(where)
    if not order.falling:
        return f"({order.column}, ticket.number) {beyond} (?, ?)", list(start)
    # A cursor of this order holds the key with its sign turned, and equal keys go by rising numbers.
    key, past = -int(start[0] or 0), ">" if where.reverse else "<"
    text = f"({order.column} {past}= ? AND ({order.column} {past} ? OR ticket.number {beyond} ?))"
    return text, [key, key, start[1]]


def _beyond(where: TicketFilter) -> str:
    return "<" if where.reverse else ">"


def _walk(
    where: TicketFilter, columns: str, at: Instant, limit: int, start: _Place | None, *, forced: bool
) -> Statement:
    """Walk the tickets with a key in the order of the index first, then those without, such as a promise.

    SQLite is `forced` to do so; a server knows how many tickets have which value.
    """
    arms: list[tuple[TicketFilter, list[Statement]]] = []
    key, has_idle = _ORDERS[where.sort].column, where.sort in _WITHOUT_KEY
    after_last = start if start and start[0] is None else None
    if after_last is None:
        behind = [] if start is None else [_behind_key(where, start)]
        behind += [(f"{key} IS NOT NULL", [])] if has_idle else []
        arms.append((where, behind))
    if has_idle:
        behind = [(f"{key} IS NULL", [])]
        behind += [(f"ticket.number {_beyond(where)} ?", [after_last[1]])] if after_last else []
        arms.append((where._replace(sort="number"), behind))
    arm = _forced_arm if forced and any(True for _one in indexed(where, at)) else _arm
    written = [arm(filter_, columns, at, limit, behind) for filter_, behind in arms]
    text = " UNION ALL ".join(f"SELECT * FROM ({text}) AS arm_{place}" for place, (text, _bound) in enumerate(written))
    return f"{text} LIMIT ?", [*(value for _text, bound in written for value in bound), limit]


def _arm(where: TicketFilter, columns: str, at: Instant, limit: int, behind: list[Statement]) -> Statement:
    """Walk an order and keep what the filter lets through."""
    text, values = conditions(where, at)
    also = "".join(f" AND {text}" for text, _bound in behind)
    bound = [value for _text, bound in behind for value in bound]
    text = f"SELECT {columns} FROM ticket {_CUSTOMER} WHERE {text}{also} ORDER BY {_by_key(where)} LIMIT ?"
    return text, [*values, *bound, limit]


def _forced_arm(where: TicketFilter, columns: str, at: Instant, limit: int, behind: list[Statement]) -> Statement:
    """Walk an order as `_arm` does, before anything is asked that another index would tempt SQLite with."""
    text, values = conditions(where, at)
    parts = [*behind, *_in_order_by(where), *([(IS_OPEN, [])] if is_of_open(where) else [])]
    walked = " AND ".join(text for text, _bound in parts) or "TRUE"
    return (
        f"SELECT {columns} FROM (SELECT * FROM ticket WHERE {walked} ORDER BY {_by_key(where)} LIMIT {_EVERY_ROW})"
        f" AS ticket {_CUSTOMER} WHERE {text} LIMIT ?"
    ), [*(value for _text, bound in parts for value in bound), *values, limit]


def _in_order_by(where: TicketFilter) -> list[Statement]:
    """Write the filter whose index has its tickets in the order, if there is one."""
    if is_of_open(where):
        names = [name for name in ("owner", "customer") if where.sort == "due" and _is_single(getattr(where, name))]
        return [any_of(name, getattr(where, name)) for name in names[:1]]
    for name, sorts in _INDEX_IN_ORDER.items():
        if where.sort in sorts and _is_single(getattr(where, name)):
            return [any_of(name, getattr(where, name))]
    return []


def _is_single(values: tuple[str, ...]) -> bool:
    return len(values) == 1 and values[0] not in {EVERY, NOBODY}
