"""What the find box offers: the tickets that the words lead to, open ones first, then the records that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import TicketFilter, conditions
from deskctl.queries.conditions.search_terms import number_wanted
from deskctl.queries.search.desk_search import KINDS, Hit, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_TICKET = "ticket"
_OF = {
    "contact": "ticket.contact IN ({marks})",
    "asset": "ticket.number IN (SELECT ticket FROM ticket_asset WHERE asset IN ({marks}))",
    "customer": "ticket.customer IN ({marks})",
}
"""How the tickets of a kind of record are found; a contract leads to its customer's."""


def find_everything(conn: Reader, words: str, *, tickets: int = 5, records: int = 3) -> list[Hit]:
    """Find tickets and records by any words: a name, the end of a phone number, a serial or contract number."""
    if not words.strip():
        return []
    held = search(conn, words, kinds=[kind for kind in KINDS if kind != _TICKET], limit=records)
    hits = search(conn, words, kinds=(_TICKET,), limit=tickets)
    named = [hit for hit in hits if hit.id == str(number_wanted(words))]
    others = {hit.id: hit for hit in [*_related(conn, held, tickets), *hits]}
    open_ids = _open_ones(conn, list(others))
    ranked = sorted(others.values(), key=lambda hit: hit.id not in open_ids)
    return [*named, *[hit for hit in ranked if hit not in named][:tickets], *held]


def _related(conn: Reader, held: Sequence[Hit], limit: int) -> list[Hit]:
    """Return the tickets of the people, the equipment and the customers that were found, open and latest first."""
    ids: dict[str, list[str]] = {"contact": [], "asset": [], "customer": []}
    for hit in held:
        if hit.kind in {"contact", "asset"}:
            ids[hit.kind].append(hit.id)
        elif hit.kind in {"customer", "contract"} and hit.customer:
            ids["customer"].append(hit.customer)
    parts = [_OF[kind].format(marks=", ".join("?" * len(keys))) for kind, keys in ids.items() if keys]
    if not parts:
        return []
    is_open, _values = conditions(TicketFilter(), 0)
    rows = conn.execute(
        "SELECT ticket.number, title, ticket.customer, customer.name, status FROM ticket"
        f" LEFT JOIN customer ON customer.id = ticket.customer WHERE {' OR '.join(parts)}"
        f" ORDER BY NOT ({is_open}), reported_at DESC LIMIT ?",
        [*(key for keys in ids.values() for key in keys), limit],
    )
    return [Hit(_TICKET, str(number), *columns) for number, *columns in rows]


def _open_ones(conn: Reader, numbers: Sequence[str]) -> frozenset[str]:
    is_open, _values = conditions(TicketFilter(), 0)
    marks = ", ".join("?" * len(numbers))
    rows = conn.execute(f"SELECT number FROM ticket WHERE number IN ({marks}) AND {is_open}", [*map(int, numbers)])
    return frozenset(str(number) for (number,) in rows)
