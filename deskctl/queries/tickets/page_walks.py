"""Read a page by walking an index in the order of the list, skipping tickets that the filter excludes.

For some filters and orders an index contains the tickets of one value; else all tickets are walked, or all open ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.conditions.filters import (
    EVERY,
    HAS_NUMBER,
    IS_OPEN,
    ONE_OF,
    WAS_CHANGED,
    any_of,
    condition_parts,
    is_of_open,
)
from deskctl.queries.tickets.page_orders import ORDERS, WITHOUT_KEY, behind_key, beyond, by_key, down
from deskctl.store.sqlite.unindexed_conditions import unindexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.conditions.filters import TicketFilter
    from deskctl.queries.conditions.ticket_words import Candidates
    from deskctl.queries.tickets.page_orders import Place, Statement
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_CUSTOMER = "LEFT JOIN customer ON customer.id = ticket.customer"
_OF_OPEN = {"due": ("customer", "owner")}
_BY_TIME = ("customer",)
_OF_ALL = {
    "number": ("customer", "contact", "owner", "status"),
    "reported": _BY_TIME,
    "latest": _BY_TIME,
    "closed": _BY_TIME,
    "updated": _BY_TIME,
}
"""The filters whose index has the tickets of one value in an order, the most selective first."""
_OF_FEW_VALUES = ("severity", "catalog", "channel", "kind")
"""Filters with an index by number, but so few values that it is only used for a filter alone."""


class _Arm(NamedTuple):
    """A part of a page: its tickets with a key, or those without, which are sorted by number."""

    where: TicketFilter
    has_key: bool
    start: Place | None

    @property
    def order(self) -> str:
        """The order within the arm."""
        return by_key(self.where if self.has_key else self.where._replace(sort="number"))

    def lead(self) -> Statement | None:
        """Return the condition of the filter whose index is walked; None if the index of all tickets is."""
        return leading(self.where, self.where.sort) or (None if self.has_key else leading(self.where, "number"))

    def _index_conditions(self) -> Iterator[Statement]:
        """Yield conditions that every ticket meets, which enable the indexes reserved for lists."""
        if self.lead() is not None and (self.where.sort in {"number", "due"} or not self.has_key):
            yield HAS_NUMBER, []
        if self.lead() is not None and self.where.sort == "updated":
            yield WAS_CHANGED, []

    def limits(self) -> Iterator[Statement]:
        """Yield the conditions on the key and the number."""
        key = ORDERS[self.where.sort].column
        if not is_of_open(self.where):
            yield from self._index_conditions()
        if self.has_key:
            if self.start is not None:
                yield behind_key(self.where, self.start)
            if self.where.sort in WITHOUT_KEY:
                yield f"{key} IS NOT NULL", []
            return
        yield f"{key} IS NULL", []
        if self.start is not None:
            yield f"ticket.number {beyond(self.where)} ?", [self.start[1]]


def walk(
    conn: Reader,
    where: TicketFilter,
    columns: str,
    at: Instant,
    limit: int,
    start: Place | None,
    holding: Candidates | None = None,
) -> Statement:
    """Return the statement for the page after a place: tickets with a key, such as a promise, before those without.

    With `holding`, the tickets in a file that may contain the words, those without a key are looked for among them.
    """
    arms: list[_Arm] = []
    is_past_keys = start is not None and start[0] is None
    if not is_past_keys:
        arms.append(_Arm(where, has_key=True, start=start))
    if where.sort in WITHOUT_KEY:
        arms.append(_Arm(where, has_key=False, start=start if is_past_keys else None))
    written = [
        _among(conn, arm, holding, columns, at, limit)
        if holding and not arm.has_key and not arm.lead()
        else _written(conn, arm, columns, at, limit, holding)
        for arm in arms
    ]
    text = " UNION ALL ".join(f"SELECT * FROM ({text}) AS arm_{place}" for place, (text, _bound) in enumerate(written))
    return f"{text} LIMIT ?", [*(value for _text, bound in written for value in bound), limit]


def has_lead(where: TicketFilter) -> bool:
    """Return whether an index has the tickets of a filter in its order, or all but the few with a due time."""
    is_past = where.sort == "due" and not is_of_open(where)
    return leading(where, "number" if is_past else where.sort) is not None


def leading(where: TicketFilter, sort: str) -> Statement | None:
    """Return the condition of the filter whose index has its tickets in an order; None if there is no such index."""
    names: tuple[str, ...] = (_OF_OPEN if is_of_open(where) else _OF_ALL).get(sort, ())
    if sort == "number" and not is_of_open(where) and sum(bool(getattr(where, name)) for name in ONE_OF) == 1:
        names += _OF_FEW_VALUES
    return next((any_of(name, getattr(where, name)) for name in names if is_single(getattr(where, name))), None)


def _written(conn: Reader, arm: _Arm, columns: str, at: Instant, limit: int, holding: Candidates | None) -> Statement:
    """Return the statement for one arm; conditions that the walked index does not cover use no index."""
    lead, key = arm.lead(), ORDERS[arm.where.sort].column
    limits, conditions = list(arm.limits()), condition_parts(arm.where, at)
    if holding and arm.where.sort == "due" and arm.has_key and not is_of_open(arm.where):
        from deskctl.queries.conditions.ticket_words import unless_over

        conditions.insert(0, unless_over(holding))
    walked = {IS_OPEN, *(text for text, _bound in limits), *(lead[:1] if lead else ())}
    walked.update(text for text, _bound in conditions if text.startswith(f"{key} "))
    if lead and not arm.has_key and not leading(arm.where, arm.where.sort):
        walked.discard(f"{key} IS NULL")  # the index of the filter is only by number
    parts = [*limits, *conditions]
    text = " AND ".join(text if text in walked else unindexed(conn, text) for text, _bound in parts) or "TRUE"
    statement = f"SELECT {columns} FROM ticket {_CUSTOMER} WHERE {text} ORDER BY {arm.order} LIMIT ?"
    return statement, [*(value for _text, bound in parts for value in bound), limit]


def _among(conn: Reader, arm: _Arm, holding: Candidates, columns: str, at: Instant, limit: int) -> Statement:
    """Return the statement for the tickets without a key among those that may contain the words, by number."""
    start = [(f"{holding.number} {beyond(arm.where)} ?", [arm.start[1]])] if arm.start else []
    key = unindexed(conn, f"{ORDERS[arm.where.sort].column} IS NULL")
    parts = [(holding.condition, holding.values), *start, (key, []), *condition_parts(arm.where, at)]
    statement = (
        f"SELECT {columns} FROM {holding.tickets} {_CUSTOMER} WHERE {' AND '.join(text for text, _bound in parts)}"
        f" ORDER BY {holding.number}{down(arm.where)} LIMIT ?"
    )
    return statement, [*(value for _text, bound in parts for value in bound), limit]


def is_single(values: tuple[str, ...]) -> bool:
    """Return whether a filter has exactly one value."""
    return len(values) == 1 and values[0] != EVERY
