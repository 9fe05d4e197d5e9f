"""The customers that own a record: a contact, a device, a mail, a ticket or another record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.names import ticket_number

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_OWN = "SELECT customer FROM {} WHERE id = ?"
_WITH_CUSTOMER = ("contact", "site", "contract", "training", "inspection", "return_visit", "visit", "recommendation")
_OWNERS = {
    **{kind: _OWN.format(kind) for kind in _WITH_CUSTOMER},
    "course_account": _OWN.format("course_account"),
    "asset": "SELECT site.customer FROM asset JOIN site ON site.id = asset.site WHERE asset.id = ?",
    "system_profile": "SELECT site.customer FROM system_profile JOIN asset ON asset.id = asset"
    " JOIN site ON site.id = asset.site WHERE system_profile.id = ?",
    "inspection_plan": "SELECT site.customer FROM inspection_plan JOIN site ON site.id = site"
    " WHERE inspection_plan.id = ?",
    "mail": "SELECT coalesce(contact.customer, mail.customer) FROM mail"
    " LEFT JOIN contact ON contact.id = mail.from_contact WHERE mail.id = ?",
    "ticket": "SELECT customer FROM ticket WHERE number = ?",
}
_ADVISORY = "SELECT models FROM advisory WHERE id = ?"
_WITH_MODEL = "SELECT DISTINCT site.customer FROM asset JOIN site ON site.id = asset.site WHERE asset.model IN ({})"

OWNED = frozenset({*_OWNERS, "advisory"})
"""The kinds of records that belong to customers."""


def owners_of(conn: Reader, kind: str, name: str) -> frozenset[str] | None:
    """Return the customers that own a record; None if it is not owned."""
    if kind == "advisory":
        return _concerned(conn, name)
    row = conn.execute(_OWNERS[kind], [ticket_number(name) if kind == "ticket" else name]).fetchone()
    return None if row is None or row[0] is None else frozenset({row[0]})


def _concerned(conn: Reader, advisory: str) -> frozenset[str] | None:
    """Return the customers with equipment of the models that a notice concerns."""
    row = conn.execute(_ADVISORY, [advisory]).fetchone()
    models = json.loads(row[0] or "[]") if row else []
    if not models:
        return None
    rows = conn.execute(_WITH_MODEL.format(", ".join("?" * len(models))), models)
    return frozenset(customer for (customer,) in rows)
