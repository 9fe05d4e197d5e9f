"""The masters as forms and fronts need them: choices to pick from, names behind ids, the desk's zone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.queries.conditions.filters import TicketFilter, conditions
from deskctl.queries.conditions.stock import out_on
from deskctl.queries.customers.caller_card import ContactCard, contact_card
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.reference.staff import on_call, staff_of
from deskctl.queries.reference.zone import zone

if TYPE_CHECKING:
    from deskctl.store.port import Reader

__all__ = ["ContactCard", "choices", "clause_words", "contact_card", "kinds", "on_call", "staff_of", "zone"]

_ITS_CUSTOMER = "coalesce(' · ' || (SELECT customer.name FROM customer WHERE customer.id = {}.customer), '')"
_OUT_ON = out_on("loaner.id", "printf('T-%03d', ticket)")
_LABELS = {
    "customer": "name",
    "site": "name",
    "contact": "name || coalesce(' · ' || title, '') || ' · ' ||"
    " (SELECT customer.name FROM customer WHERE customer.id = contact.customer)",
    "contract": "no",
    "asset": "name || coalesce(' · ' || model, '')",
    "staff": "name",
    "part": "name || coalesce(' · ' || model, '')",
    "loaner": f"name || coalesce(' · ' || model, '') || coalesce(' · ' || {_OUT_ON}, '')",
    "vendor": "name",
    "expert": "name",
    "faq": "question",
    "course": "title",
    "catalog_item": "name",
    "advisory": "text",
    "mode": "name || coalesce(' · ' || name_en, '')",
    "mail": "subject || coalesce(' · ' || (SELECT contact.name FROM contact WHERE contact.id = from_contact), '')",
    "training": "topic || " + _ITS_CUSTOMER.format("training"),
    "inspection": "period || " + _ITS_CUSTOMER.format("inspection"),
    "return_visit": "how || " + _ITS_CUSTOMER.format("return_visit"),
    "course_account": "username || " + _ITS_CUSTOMER.format("course_account"),
    "improvement": "text",
    "roster": "(SELECT staff.id || ' · ' || staff.name FROM staff WHERE staff.id = roster.staff)",
    "ticket": "title",
}
_IDS = {"ticket": "printf('T-%03d', number)"}
_CODED = {"staff": "role"}
_DATED = {"roster": "start", "return_visit": "at", "mail": "received_at"}
_ORDERS = {
    "mail": "ticket IS NOT NULL, received_at DESC",
    "roster": "start DESC",
    "return_visit": "at DESC",
    "ticket": f"NOT ({conditions(TicketFilter(), 0)[0]}), number DESC",
}
_SEARCHED = {
    "staff": "name || ' ' || role",
    "contact": f"{_LABELS['contact']} || ' ' || coalesce(phone, '') || ' ' || replace(coalesce(phone, ''), '-', '')",
}
_NARROWED_BY = {
    "site": {"customer": "customer = ?"},
    "contact": {"customer": "customer = ?"},
    "contract": {"customer": "customer = ?"},
    "asset": {"site": "site = ?", "customer": "site IN (SELECT id FROM site WHERE customer = ?)"},
    "staff": {"role": "role = ?"},
    "faq": {"system": "system = ?"},
    "course": {"system": "system = ?"},
    **{kind: {"customer": "customer = ?"} for kind in ("training", "inspection", "return_visit", "course_account")},
}
_ALL = -1


def kinds() -> tuple[str, ...]:
    """Return the masters that `choices` knows."""
    return tuple(_LABELS)


def choices(
    conn: Reader, kind: str, text: str = "", *, limit: int = _ALL, **where: str | None
) -> list[tuple[str, str]]:
    """List the masters of a kind as `(id, label)`: those with every word of a text in either, of the owners named.

    What has no name of its own is told with its day in the desk's zone, what has a code with the word for it.
    """
    label, key = _LABELS[kind], _IDS.get(kind, "id")
    parts, values = ["TRUE"], []
    for name, value in where.items():
        if value is not None:
            parts.append(_NARROWED_BY[kind][name])
            values.append(value)
    for piece in text.split():
        meant = _codes_given(kind, piece)
        by_code = f" OR {_CODED[kind]} IN ({', '.join('?' * len(meant))})" if meant else ""
        parts.append(f"(instr(lower({key} || ' ' || {_SEARCHED.get(kind, label)}), lower(?)) > 0{by_code})")
        values += [piece, *meant]
    order, moment, code = _ORDERS.get(kind, "id"), _DATED.get(kind, "NULL"), _CODED.get(kind, "NULL")
    found = conn.execute(
        f"SELECT {key}, {label}, {moment}, {code} FROM {kind} WHERE {' AND '.join(parts)} ORDER BY {order} LIMIT ?",
        [*values, limit],
    ).fetchall()
    zone_info = ZoneInfo(zone(conn)) if kind in _DATED else None
    return [(one, _given(_coded(kind, shown or one, code), at, zone_info)) for one, shown, at, code in found]


def _codes_given(kind: str, text: str) -> list[str]:
    """Return the codes of a kind whose word has a fragment in it."""
    if kind not in _CODED:
        return []
    from deskctl.language.words.choices import OF_FIELD, choice_word

    name, piece = _CODED[kind], text.casefold()
    return [code for code in OF_FIELD[name] if piece in choice_word(name, code).casefold()]


def _coded(kind: str, label: str, code: str | None) -> str:
    """Describe the code that belongs to a label in words."""
    if code is None:
        return label
    from deskctl.language.words.choices import choice_word

    return f"{label} · {choice_word(_CODED[kind], code)}"


def _given(label: str, at: int | None, zone_info: ZoneInfo | None) -> str:
    return label if at is None else f"{label} · {datetime.fromtimestamp(at, zone_info):%Y-%m-%d}"
