"""Search across the desk: tickets, questions asked often, equipment, customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.conditions.candidates import candidates
from deskctl.queries.conditions.fragments import occurring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: of which kind, its id (a ticket's number as text), its heading, whose it is, its state."""

    kind: str
    id: str
    title: str
    customer: str | None
    customer_name: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    columns: str
    tables: str
    searched: tuple[str, ...]
    order: str


_TICKET = "ticket"
_PLACES: Mapping[str, _Place] = {
    _TICKET: _Place(
        "ticket.number, ticket.title, ticket.customer, customer.name, ticket.status",
        "ticket LEFT JOIN customer ON customer.id = ticket.customer",
        ("ticket.title", "ticket.description", "customer.name", "customer.name_en"),
        "ticket.number DESC",
    ),
    "faq": _Place("id, question, NULL, NULL, NULL", "faq", ("question", "answer"), "id"),
    "asset": _Place(
        "asset.id, trim(asset.name || ' ' || coalesce(asset.model, '')), site.customer, customer.name, NULL",
        "asset JOIN site ON site.id = asset.site JOIN customer ON customer.id = site.customer",
        ("asset.id", "asset.name", "asset.model", "asset.serial", "asset.ip", "site.name"),
        "asset.id",
    ),
    "customer": _Place(
        "id, name, id, name, NULL",
        "customer",
        ("id", "name", "name_en", "agreed_phone", "email_domain"),
        "id",
    ),
}
KINDS = tuple(_PLACES)


def search(conn: Reader, words: str, *, kinds: Sequence[str] = KINDS, limit: int = 20) -> list[Hit]:
    """Find what holds every one of the words, at most `limit` of each kind; -1 for all."""
    return [hit for kind in kinds for hit in _found(conn, kind, words, limit)]


def _found(conn: Reader, kind: str, words: str, limit: int) -> list[Hit]:
    place = _PLACES[kind]
    parts = list(occurring(words, place.searched))
    text = " AND ".join(text for text, _values in parts) or "TRUE"
    values: list[Any] = [value for _text, bound in parts for value in bound]
    tables, order = place.tables, place.order
    if kind == _TICKET and (narrowed := candidates(conn, words)):
        tables, order = tables.replace("ticket", narrowed.tickets, 1), order.replace("ticket.number", narrowed.number)
        text, values = f"{narrowed.condition} AND {text}", [narrowed.match, *values]
    found = conn.execute(
        f"SELECT {place.columns} FROM {tables} WHERE {text} ORDER BY {order} LIMIT ?", [*values, limit]
    )
    return [Hit(kind, str(key), *rest) for key, *rest in found]
