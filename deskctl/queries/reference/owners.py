"""The customers that own a record: a contact, a device, a mail, a ticket or another record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.names import ticket_number
from deskctl.queries.reference.model_patterns import known_models, matches_model

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
_ADVISORY = "SELECT models, systems FROM advisory WHERE id = ?"
_WITH_MODEL = "SELECT DISTINCT site.customer FROM asset JOIN site ON site.id = asset.site WHERE asset.model IN ({})"

_AT_ONCE = 500

OWNED = frozenset({*_OWNERS, "advisory"})
"""The kinds of records that belong to customers."""


def owners_of(conn: Reader, kind: str, name: str) -> frozenset[str] | None:
    """Return the customers that own a record; None if it is not owned."""
    if kind == "advisory":
        return _concerned(conn, name)
    row = conn.execute(_OWNERS[kind], [ticket_number(name) if kind == "ticket" else name]).fetchone()
    return None if row is None or row[0] is None else frozenset({row[0]})


def retired_owner(conn: Reader, kind: str, name: str) -> str | None:
    """Return the customer that owns a record, if that customer is retired; one query, so that it can be read ahead."""
    text = f"SELECT id FROM customer WHERE retired_at IS NOT NULL AND id = ({_OWNERS[kind]})"
    row = conn.execute(text, [name]).fetchone()
    return None if row is None else str(row[0])


def _concerned(conn: Reader, advisory: str) -> frozenset[str] | None:
    """Return the customers who have or had equipment of the models and systems that a notice concerns."""
    row = conn.execute(_ADVISORY, [advisory]).fetchone()
    patterns = [name for names in row or () for name in json.loads(names or "[]")]
    if not patterns:
        return None
    models = [model for model in known_models(conn) if any(matches_model(model, one) for one in patterns)]
    found = set[str]()
    for place in range(0, len(models), _AT_ONCE):
        some = models[place : place + _AT_ONCE]
        found.update(name for (name,) in conn.execute(_WITH_MODEL.format(", ".join("?" * len(some))), some))
    return frozenset(found)
