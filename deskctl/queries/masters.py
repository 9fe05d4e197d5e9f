"""The masters as forms and fronts need them: choices to pick from, names behind ids, the desk's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.callers import ContactCard, contact_card
from deskctl.queries.policies import clause_words
from deskctl.queries.staff import on_call, staff_of
from deskctl.queries.zone import zone

if TYPE_CHECKING:
    import sqlite3

__all__ = ["ContactCard", "choices", "clause_words", "contact_card", "kinds", "on_call", "staff_of", "zone"]

_LABELS = {
    "customer": "name",
    "site": "name",
    "contact": "name || coalesce(' · ' || title, '') || ' · ' ||"
    " (SELECT customer.name FROM customer WHERE customer.id = contact.customer)",
    "contract": "no",
    "asset": "name || coalesce(' · ' || model, '')",
    "staff": "name || ' · ' || role",
    "part": "name || coalesce(' · ' || model, '')",
    "loaner": "name || coalesce(' · ' || model, '')",
    "vendor": "name",
    "expert": "name",
    "faq": "question",
    "course": "title",
    "catalog_item": "name",
    "advisory": "text",
}
_SEARCHED = {
    "contact": f"{_LABELS['contact']} || ' ' || coalesce(phone, '') || ' ' || replace(coalesce(phone, ''), '-', '')"
}
_NARROWED_BY = {
    "site": {"customer": "customer = ?"},
    "contact": {"customer": "customer = ?"},
    "contract": {"customer": "customer = ?"},
    "asset": {"site": "site = ?", "customer": "site IN (SELECT id FROM site WHERE customer = ?)"},
    "staff": {"role": "role = ?"},
    "faq": {"system": "system = ?"},
    "course": {"system": "system = ?"},
}


def kinds() -> tuple[str, ...]:
    """Name the masters that `choices` knows."""
    return tuple(_LABELS)


def choices(conn: sqlite3.Connection, kind: str, text: str = "", **where: str | None) -> list[tuple[str, str]]:
    """List the masters of a kind as `(id, label)`: those with a fragment in either, of the owners named."""
    label = _LABELS[kind]
    parts, values = ["TRUE"], []
    for name, value in where.items():
        if value is not None:
            parts.append(_NARROWED_BY[kind][name])
            values.append(value)
    if text:
        parts.append(f"instr(lower(id || ' ' || {_SEARCHED.get(kind, label)}), lower(?)) > 0")
        values.append(text)
    found = conn.execute(f"SELECT id, {label} FROM {kind} WHERE {' AND '.join(parts)} ORDER BY id", values)
    return [(key, shown or key) for key, shown in found]
