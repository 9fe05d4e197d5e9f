"""Find the tickets of a page: few matches are looked up and sorted, many are found by walking an index.

To sort a page, first only the numbers of its tickets are read; then the rows of these few tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.cursor import cursor_after
from deskctl.queries.conditions.filters import EVERY, IS_OPEN, ONE_OF, TicketFilter, conditions, is_of_open
from deskctl.queries.conditions.selective_filter import (
    indexed,
    most_selective,
    selective_count,
    selective_count_for_words,
)
from deskctl.queries.tickets.page_orders import behind, down, in_order
from deskctl.queries.tickets.page_walks import has_lead, is_single, walk
from deskctl.store.port import on_server
from deskctl.store.sqlite.unindexed_conditions import unindexed

if TYPE_CHECKING:
    from deskctl.queries.conditions.selective_filter import SelectiveFilter
    from deskctl.queries.conditions.ticket_words import Candidates
    from deskctl.queries.tickets.page_orders import Place, Statement
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

FEW_IN_ORDER = 100
"""Tickets that an index has in the order of the list are walked unless fewer than this many remain."""
_EVERY_ROW = 1 << 62

_CUSTOMER = "LEFT JOIN customer ON customer.id = ticket.customer"

# Rows are read in the order of storage, by number; the index of open tickets yields the numbers.
_BY_NUMBER = (
    "(SELECT number FROM ticket {index} WHERE "
    f"{IS_OPEN} ORDER BY number LIMIT {_EVERY_ROW}) AS still_open CROSS JOIN ticket"
)
_SAME_NUMBER = "ticket.number = still_open.number"


def source(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Return the FROM and WHERE clauses for the tickets of a filter, and the values to bind."""
    holding = _narrowed(conn, where)
    only_words = bool(where.words) and where == TicketFilter(words=where.words, sort=where.sort, reverse=where.reverse)
    if only_words and holding is None:
        text, values = conditions(where, at)
        index = "" if on_server(conn) else "INDEXED BY ticket_open_number"
        return f"FROM {_BY_NUMBER.format(index=index)} {_CUSTOMER} WHERE {_SAME_NUMBER} AND {text}", values
    return _source(holding, where, at, named=bool(where.words), index=_open_index(conn, where, at))


def _open_index(conn: Reader, where: TicketFilter, at: Instant) -> str:
    """Return the INDEXED BY clause for the open tickets of a filter, unless another index is more selective.

    Without statistics SQLite would walk all tickets to count the open ones.
    """
    if on_server(conn) or not is_of_open(where) or where.words:
        return ""
    of_owner = is_single(where.owner)
    if any(indexed(where._replace(owner=()) if of_owner else where, at)):
        return ""
    return f"INDEXED BY ticket_open_{'owner' if of_owner else 'due'}"


def every_number(conn: Reader, where: TicketFilter, at: Instant) -> Statement:
    """Return the statement for the numbers of all tickets of a filter, in its order."""
    if where.sort == "due" and _open_index(conn, where, at):
        return walk(conn, where, "ticket.number", at, _EVERY_ROW, None)  # already sorted
    text, values = source(conn, where, at)
    return f"SELECT ticket.number {text} {in_order(where)}", values


def page(conn: Reader, where: TicketFilter, columns: str, *, at: Instant, limit: int, after: str | None) -> Statement:
    """Return the statement for a page in the order of a filter, after a cursor; a limit of -1 means all that follow."""
    start = cursor_after(after, where.sort, reverse=where.reverse) if after is not None else None
    most = _EVERY_ROW if limit < 0 else limit
    holding = _narrowed(conn, where)
    chosen = _chosen(conn, where, holding, at, most, start)
    if chosen is None:
        return walk(conn, where, columns, at, most, start, None if on_server(conn) else holding)
    text, values = chosen
    return (
        f"SELECT {columns} FROM ({text}) AS chosen JOIN ticket ON ticket.number = chosen.number {_CUSTOMER}"
        f" {in_order(where)}"
    ), values


def _chosen(
    conn: Reader, where: TicketFilter, holding: Candidates | None, at: Instant, limit: int, start: Place | None
) -> Statement | None:
    """Return the statement for the numbers of a page among few tickets; None if an index should be walked."""
    if holding and (not _is_walked(conn, where) or holding.are_fewer_than(conn, _few_with_words(conn, where))):
        text, values = _source(holding, where, at, named=False)
        condition, keys = behind(where, start)
        order = f"ORDER BY {holding.number}{down(where)}" if where.sort == "number" else in_order(where)
        return f"SELECT ticket.number {text} AND {condition} {order} LIMIT ?", [*values, *keys, limit]
    most = FEW_IN_ORDER if is_of_open(where) or has_lead(where) else selective_count(conn)
    few = None if holding else most_selective(conn, where, at, fewer_than=most)
    return None if few is None else _of_few(conn, few, where, at, limit, start)


def _few_with_words(conn: Reader, where: TicketFilter) -> int:
    """Return the number of tickets with words from which an index is walked."""
    is_mostly_by_number = where.sort == "due" and not is_of_open(where) and not has_lead(where)
    return selective_count(conn) if is_mostly_by_number else selective_count_for_words(conn)


def _of_few(
    conn: Reader, few: SelectiveFilter, where: TicketFilter, at: Instant, limit: int, start: Place | None
) -> Statement:
    text, values = conditions(where, at)
    condition, keys = behind(where, start)
    statement = (
        f"WITH few AS MATERIALIZED (SELECT DISTINCT number FROM ({few.statement}) AS found)"
        f" SELECT ticket.number FROM few JOIN ticket ON ticket.number = few.number"
        f" WHERE {unindexed(conn, f'{text} AND {condition}')} {in_order(where)} LIMIT ?"
    )
    return statement, [*few.values, *values, *keys, limit]


def _narrowed(conn: Reader, where: TicketFilter) -> Candidates | None:
    if not where.words.strip():
        return None
    from deskctl.queries.conditions.ticket_words import candidates

    return candidates(conn, where.words, still_open=is_of_open(where))


def _source(
    holding: Candidates | None, where: TicketFilter, at: Instant, *, named: bool = True, index: str = ""
) -> Statement:
    """Return FROM and WHERE; without the names of customers, an index alone may be enough."""
    text, values = conditions(where, at)
    customer = _CUSTOMER if named else ""
    if holding is None:
        return f"FROM ticket {index} {customer} WHERE {text}", values
    return f"FROM {holding.tickets} {customer} WHERE {holding.condition} AND {text}", [*holding.values, *values]


def _is_walked(conn: Reader, where: TicketFilter) -> bool:
    """Return whether a walk in the order of the list finds many tickets with words; the word index is by number."""
    if not on_server(conn):
        return where.sort != "number"
    if any(getattr(where, name) for name in ONE_OF if name != "owner") or len(where.owner) > 1:
        return False
    return where.sort == "due" if not where.status else EVERY in where.status and where.sort == "reported"
