"""The tickets that words lead to by a record: by the equipment, the contract, the customer or the person they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.search.desk_search import Hit, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

EQUIPMENT, CONTRACT, TICKET = "asset", "contract", "ticket"
MOST_EQUIPMENT = 20
"""The most pieces of equipment and contracts whose tickets are looked up."""

_OF = {
    "contact": "ticket.contact IN ({marks})",
    EQUIPMENT: "ticket.number IN (SELECT ticket FROM ticket_asset WHERE asset IN ({marks}))",
    "customer": "ticket.customer IN ({marks})",
}
"""How the tickets of a kind of record are found; a contract leads to its customer's."""


def tickets_of(conn: Reader, hits: Sequence[Hit], limit: int, *, closed: bool = True) -> list[Hit]:
    """Return the tickets of the people, the equipment and the customers that were found, open and latest first."""
    ids: dict[str, dict[str, None]] = {kind: {} for kind in _OF}
    for hit in hits:
        if hit.kind in {"contact", EQUIPMENT}:
            ids[hit.kind][hit.id] = None
        elif hit.kind in {"customer", CONTRACT} and hit.customer:
            ids["customer"][hit.customer] = None
    parts = [_OF[kind].format(marks=", ".join("?" * len(keys))) for kind, keys in ids.items() if keys]
    if not parts:
        return []
    rows = conn.execute(
        "SELECT ticket.number, title, ticket.customer, customer.name, status FROM ticket"
        f" LEFT JOIN customer ON customer.id = ticket.customer WHERE ({' OR '.join(parts)})"
        f" AND {'TRUE' if closed else IS_OPEN}"
        f" ORDER BY NOT ({IS_OPEN}), reported_at DESC LIMIT ?",
        [*(key for keys in ids.values() for key in keys), limit],
    )
    return [Hit(TICKET, str(number), *columns) for number, *columns in rows]


def tickets_found(conn: Reader, words: str, limit: int) -> list[Hit]:
    """Find the tickets that hold the words, then open ones of equipment and contracts that do; -1 for all."""
    hits = search(conn, words, kinds=(TICKET,), limit=limit)
    owners = search(conn, words, kinds=(EQUIPMENT, CONTRACT), limit=MOST_EQUIPMENT)
    found = {hit.id: hit for hit in [*hits, *tickets_of(conn, owners, limit, closed=False)]}
    return list(found.values())[: limit if limit >= 0 else None]
