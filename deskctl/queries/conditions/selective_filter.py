"""Find the most selective filter of a list: few tickets are looked up and sorted, many by walking an index."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.conditions.filters import CONTESTED, HAS_NUMBER, IS_OPEN, NOBODY, any_of, is_of_open
from deskctl.store.port import on_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.conditions.filters import TicketFilter
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

FEW = 5000
"""With more tickets than this, a page is filled faster by walking the index of its order."""
FEW_AT_LEAST = 100
_OF_LISTS = ("severity", "catalog", "channel", "kind")
"""The filters whose index is reserved for lists."""
_INDEXED = ("external", "owner", "contact", "customer", "status", *_OF_LISTS)
_OPEN_INDEXED = frozenset({"customer"})
"""The filters that are counted among open tickets only, for which there is an index."""
_MARKED = {
    "asset": "SELECT of_asset.ticket AS number FROM ticket_asset AS of_asset WHERE of_asset.asset IN ({})",
    "site": "SELECT ticket.number FROM ticket WHERE ticket.site IN ({0}) UNION ALL"
    " SELECT at_site.ticket FROM affected_site AS at_site WHERE at_site.site IN ({0})",
    "tag": "SELECT mark.ticket AS number FROM action AS mark CROSS JOIN json_each(mark.data, '$.tags') AS one"
    " WHERE mark.event = 'tagged' AND one.value IN ({})",
}


class SelectiveFilter(NamedTuple):
    """A statement that selects at least the tickets of a filter, the values to bind, and the number of tickets.

    A ticket may be selected twice.
    """

    statement: str
    values: list[Any]
    tickets: int


def selective_count(conn: Reader) -> int:
    """Return up to how many tickets it is faster to look up and sort than to walk all tickets until a page is full.

    With n of N tickets selected, a walk finds fifty after 50 N / n tickets; both costs meet near the square root of N.
    """
    return FEW if on_server(conn) else max(FEW_AT_LEAST, 2 * isqrt(_newest(conn)))


def selective_count_for_words(conn: Reader) -> int:
    """Return the same limit for tickets with words, which is higher because texts are slow to compare."""
    return FEW if on_server(conn) else max(FEW_AT_LEAST, 10 * isqrt(_newest(conn)))


def _newest(conn: Reader) -> int:
    (number,) = conn.execute("SELECT coalesce(max(number), 0) FROM ticket").fetchone()
    return int(number)


def most_selective(conn: Reader, where: TicketFilter, at: Instant, *, fewer_than: int) -> SelectiveFilter | None:
    """Return the filter that selects the fewest tickets; None if each selects `fewer_than` or more."""
    fewest: SelectiveFilter | None = None
    for statement, values in indexed(where, at):
        most = fewer_than if fewest is None else fewest.tickets
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({statement}) AS counted LIMIT ?) AS few"
        (count,) = conn.execute(counted, [*values, most]).fetchone()
        if count < most:
            fewest = SelectiveFilter(statement, values, count)
    return fewest


def indexed(where: TicketFilter, at: Instant) -> Iterator[tuple[str, list[Any]]]:
    """Yield a statement for each filter that an index supports."""
    for name, statement in _MARKED.items():
        values = getattr(where, name)
        if values and NOBODY not in values:
            marks = ", ".join("?" * len(values))
            yield statement.format(marks), list(values) * statement.count("{")
    for text, values in _conditions(where, at):
        yield f"SELECT ticket.number FROM ticket WHERE {text}", values
    if where.contested:
        yield f"SELECT contested.ticket AS number FROM ({CONTESTED}) AS contested", []


def _conditions(where: TicketFilter, at: Instant) -> Iterator[tuple[str, list[Any]]]:
    for name in _INDEXED:
        values = getattr(where, name)
        if values and "all" not in values:
            text, bound = any_of(name, values)
            if name in _OPEN_INDEXED and is_of_open(where):
                text += f" AND {IS_OPEN}"
            yield f"{text} AND {HAS_NUMBER}" if name in _OF_LISTS else text, bound
    for column, begin, end in (
        ("ticket.reported_at", where.reported_since, where.reported_until),
        ("ticket.closed_at", where.closed_since, where.closed_until),
        ("ticket.next_due_at", None, _due_before(where, at)),
    ):
        parts = [(f"{column} >= ?", begin), (f"{column} < ?", end)]
        with_values = [(text, value) for text, value in parts if value is not None]
        if with_values:
            yield " AND ".join(text for text, _value in with_values), [value for _text, value in with_values]


def _due_before(where: TicketFilter, at: Instant) -> Instant | None:
    """Return the time before which the next promise must be due; None if the filter has no such limit."""
    ends = [at] if where.overdue else []
    if where.due_within is not None:
        ends.append(at + where.due_within + 1)
    return min(ends, default=None)
