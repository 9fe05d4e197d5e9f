"""Search the whole desk: tickets, customers, contacts, staff, equipment, contracts, parts, answers, courses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.conditions.record_words import records_holding
from deskctl.queries.conditions.search_terms import ticket_number_in
from deskctl.queries.conditions.ticket_words import candidates, ticket_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: its kind, its id (the number of a ticket as text), its heading, its customer, its status.

    A record has a status only if it is retired.
    """

    kind: str
    id: str
    title: str
    customer: str | None
    customer_name: str | None
    status: str | None


_TICKET = "ticket"
RETIRED = "retired"
_STATE = f"CASE WHEN record.retired_at IS NOT NULL THEN '{RETIRED}' END"
_TICKET_COLUMNS = "ticket.number, ticket.title, ticket.customer, customer.name, ticket.status"
_CUSTOMER = "LEFT JOIN customer ON customer.id = ticket.customer"
_OF_CUSTOMER = "record.customer, (SELECT name FROM customer WHERE customer.id = record.customer)"
_NAMED = "trim(record.name || ' ' || coalesce(record.model, ''))"
_COLUMNS: Mapping[str, str] = {
    "customer": "record.name, record.id, record.name",
    "contact": f"trim(record.name || ' ' || coalesce(record.phone, '')), {_OF_CUSTOMER}",
    "staff": "trim(record.name || ' ' || coalesce(record.phone, '')), NULL, NULL",
    "asset": f"{_NAMED}, (SELECT customer FROM site WHERE site.id = record.site),"
    " (SELECT customer.name FROM site JOIN customer ON customer.id = site.customer WHERE site.id = record.site)",
    "contract": f"record.no, {_OF_CUSTOMER}",
    "part": f"{_NAMED}, NULL, NULL",
    "faq": "record.question, NULL, NULL",
    "course": "record.title, NULL, NULL",
}
"""The kinds of records that are searched, each with the columns for heading and customer."""

KINDS = (_TICKET, *_COLUMNS)


def search(conn: Reader, words: str, *, kinds: Sequence[str] = KINDS, limit: int = 20) -> list[Hit]:
    """Return what contains the words, at most `limit` of each kind (-1 for all); a ticket that they name is first."""
    return [hit for kind in kinds for hit in (_tickets if kind == _TICKET else _records)(conn, kind, words, limit)]


def _tickets(conn: Reader, kind: str, words: str, limit: int) -> Iterator[Hit]:
    condition, values = ticket_condition(words)
    source, order = f"ticket {_CUSTOMER}", "ticket.number"
    if holding := candidates(conn, words):
        source, order = f"{holding.tickets} {_CUSTOMER}", holding.number
        condition, values = f"{holding.condition} AND {condition}", [*holding.values, *values]
    named = ticket_number_in(words)
    exact = conn.execute(f"SELECT {_TICKET_COLUMNS} FROM ticket {_CUSTOMER} WHERE number = ?", [named]).fetchall()
    rows = conn.execute(
        f"SELECT {_TICKET_COLUMNS} FROM {source} WHERE {condition} ORDER BY {order} DESC LIMIT ?", [*values, limit]
    ).fetchall()
    others = [row for row in rows if row[0] != named]
    for key, *columns in [*exact, *others][: limit if limit >= 0 else None]:
        yield Hit(kind, str(key), *columns)


def _records(conn: Reader, kind: str, words: str, limit: int) -> Iterator[Hit]:
    held = records_holding(conn, kind, words)
    rows = conn.execute(
        f"SELECT record.id, {_COLUMNS[kind]}, {_STATE} FROM {held.source} CROSS JOIN {kind} AS record"
        f" WHERE record.id = held.record AND {held.condition} ORDER BY held.doc LIMIT ?",
        [*held.values, limit],
    )
    yield from sorted((Hit(kind, *row) for row in rows), key=lambda hit: hit.status == RETIRED)
