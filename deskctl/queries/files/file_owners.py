"""Find the owner of files by its name: a ticket, a visit, or any record with an id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.models.records import tables
from deskctl.names import ticket_name, ticket_number
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.store.facts.rows import row_exists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_TICKET = re.compile(r"(?:[Tt]-)?\d{1,9}", re.ASCII)
_INSPECTION = "IN-"
"""What the ids of inspections begin with; a planned one has no record before something is recorded for it."""
_VISIT = re.compile(r"V-\d+", re.ASCII)
_TABLES: Sequence[str] = (
    "customer", "site", "contact", "contract", "asset", "inspection", "return_visit", "advisory", "course", "faq",
    "faq_document", "training", "certificate", "mail", "vendor", "improvement", "recommendation",
    "evaluation_summary", "staff", "expert", "part", "loaner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileOwner:
    """The owner of a file: its name and its table; a visit may belong to a `ticket`."""

    name: str
    table: str
    ticket: int | None = None


def file_owner(conn: Reader, reference: str) -> FileOwner:
    """Return the owner that a reference names: `71`, `T-071`, `V-0123`, or the id of a record; raises `NotFound`."""
    if _TICKET.fullmatch(reference):
        number = get_ticket(conn, ticket_number(reference)).number
        return FileOwner(ticket_name(number), "ticket", number)
    name = reference.upper()
    if _VISIT.fullmatch(name):
        row = conn.execute("SELECT ticket FROM visit WHERE id = ?", (name,)).fetchone()
        if row is not None:
            return FileOwner(name, "visit", row[0])
    for table in _TABLES:
        if table in tables():
            for key in dict.fromkeys((reference, name)):
                if row_exists(conn, table, "id", key):
                    return FileOwner(key, table)
    planned = f"deskctl inspection start {name}" if name.startswith(_INSPECTION) else None
    raise NotFound(
        N_("There is no ticket or record {name}."), name=reference, hint=planned or "deskctl attachment list --help"
    )
