"""The results of the find box: open tickets that match the words, people, closed tickets, other records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.conditions.search_terms import ticket_number_in
from deskctl.queries.search.desk_search import KINDS, Hit, search
from deskctl.queries.search.tickets_of_records import EQUIPMENT, MOST_EQUIPMENT, TICKET, tickets_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_PEOPLE = frozenset({"contact", "staff"})


def find_everything(conn: Reader, words: str, *, tickets: int = 5, records: int = 3) -> list[Hit]:
    """Return tickets and records by any words: a name, the end of a phone number, a serial or contract number."""
    if not words.strip():
        return []
    held = search(conn, words, kinds=[kind for kind in KINDS if kind != TICKET], limit=records)
    equipment = search(conn, words, kinds=(EQUIPMENT,), limit=MOST_EQUIPMENT)
    hits = search(conn, words, kinds=(TICKET,), limit=tickets)
    named = [hit for hit in hits if hit.id == str(ticket_number_in(words))]
    others = {hit.id: hit for hit in [*tickets_of(conn, [*held, *equipment], tickets), *hits]}
    open_ids = _open_ones(conn, list(others))
    ranked = sorted(others.values(), key=lambda hit: hit.id not in open_ids)
    shown = [hit for hit in ranked if hit not in named][:tickets]
    still_open, closed = ([hit for hit in shown if (hit.id in open_ids) is state] for state in (True, False))
    people, things = ([hit for hit in held if (hit.kind in _PEOPLE) is are_people] for are_people in (True, False))
    return [*named, *still_open, *people, *closed, *things]


def _open_ones(conn: Reader, numbers: Sequence[str]) -> frozenset[str]:
    marks = ", ".join("?" * len(numbers))
    rows = conn.execute(f"SELECT number FROM ticket WHERE number IN ({marks}) AND {IS_OPEN}", [*map(int, numbers)])
    return frozenset(str(number) for (number,) in rows)
