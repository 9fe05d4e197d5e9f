"""Choices of reference records for forms: id and label, filtered by words and by owner."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.language.folding import fold
from deskctl.models.records import record
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.conditions.record_words import records_holding
from deskctl.queries.conditions.search_terms import occurs, search_terms
from deskctl.queries.conditions.ticket_words import candidates, ticket_condition
from deskctl.queries.stock_and_loans import out_on
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import ticket_name_sql
from deskctl.store.search.record_texts import KINDS

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_ITS_CUSTOMER = "coalesce(' · ' || (SELECT customer.name FROM customer WHERE customer.id = {}.customer), '')"
_OUT_ON = out_on("loaner.id", ticket_name_sql("ticket"))
_LABELS = {
    "customer": "name",
    "site": "name",
    "contact": f"name || coalesce(' · ' || title, '') || {_ITS_CUSTOMER.format('contact')}",
    "contract": "no",
    "asset": "name || coalesce(' · ' || model, '')",
    "staff": "name",
    "part": "name || coalesce(' · ' || model, '')",
    "loaner": f"name || coalesce(' · ' || model, '') || coalesce(' · ' || {_OUT_ON}, '')",
    "vendor": "name",
    "expert": "name",
    "faq": "question",
    "faq_document": "system || ' · ' || coalesce(issued, '')",
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
    "recommendation": "text",
    "inspection_plan": "interval || ' · ' || site",
    "checklist": "id",
    "system_profile": "text",
    "certificate": "name || ' · ' || staff",
    "outbox": "coalesce(subject, kind)",
    "attachment": "name",
    "hotline": "number || coalesce(' · ' || label, '')",
    "roster": "(SELECT staff.id || ' · ' || staff.name FROM staff WHERE staff.id = roster.staff)",
    "visit": "\"of\" || coalesce(' · ' || purpose, '')",
    "absence": "staff",
    "shift": "staff",
    "callback": "text",
    "canned_text": "name",
    "ticket": "title",
}
_IDS = {"ticket": ticket_name_sql("number")}
_CODED = {"staff": "role"}
_DATED = {
    "roster": "start",
    "return_visit": "at",
    "mail": "received_at",
    "visit": "start",
    "absence": "start",
    "shift": "at",
    "callback": "due_at",
}
_ORDERS = {
    "mail": "ticket IS NOT NULL, received_at DESC",
    "roster": "start DESC",
    "return_visit": "at DESC",
    "ticket": f"NOT ({IS_OPEN}), number DESC",
}
_NARROWED_BY = {
    "site": {"customer": "customer = ?"},
    "contact": {"customer": "customer = ?"},
    "contract": {"customer": "customer = ?"},
    "asset": {"site": "site = ?", "customer": "site IN (SELECT id FROM site WHERE customer = ?)"},
    "faq": {"system": "system = ?"},
    "course": {"system": "system = ?"},
    **{kind: {"customer": "customer = ?"} for kind in ("training", "inspection", "return_visit", "course_account")},
    "mail": {"customer": "mail.from_contact IN (SELECT contact.id FROM contact WHERE contact.customer = ?)"},
    "ticket": {"customer": "ticket.customer = ?"},
}
_ALL = -1


def narrowed_by(kind: str) -> frozenset[str]:
    """Return the owners by which the records of a kind can be narrowed, such as `customer`."""
    return frozenset(_NARROWED_BY.get(kind, ()))


def kinds() -> tuple[str, ...]:
    """Return the kinds of records that `choices` supports."""
    return tuple(_LABELS)


def choices(
    conn: Reader, kind: str, text: str = "", *, limit: int = _ALL, **where: str | None
) -> list[tuple[str, str]]:
    """Return the records of a kind as `(id, label)` that contain the words of a text and belong to the owners.

    Records without a name are labelled with their day in the desk's zone, records with a code with its word.
    """
    owners = [(_NARROWED_BY[kind][name], value) for name, value in where.items() if value is not None]
    source, holds, bound = _holding(conn, kind, text)
    offered = [f"{kind}.retired_at IS NULL"] if "retired_at" in record(kind).names else []
    condition = " AND ".join([holds, *offered, *(narrowed for narrowed, _value in owners)])
    values = [*bound, *(value for _narrowed, value in owners), limit]
    label, key = _LABELS[kind], _IDS.get(kind, f"{kind}.id")
    # Records come in the order of the index, because a form only shows the first few of thousands.
    order = _ORDERS.get(kind) or ("held.doc" if "held" in source else "id")
    moment, code = _DATED.get(kind, "NULL"), _CODED.get(kind, "NULL")
    rows = conn.execute(
        f"SELECT {key}, {label}, {moment}, {code} FROM {source} WHERE {condition} ORDER BY {order} LIMIT ?", values
    ).fetchall()
    zone_info = ZoneInfo(desk_zone(conn)) if kind in _DATED else None
    return [(one, _with_day(_coded(kind, shown or one, code), at, zone_info)) for one, shown, at, code in rows]


def _holding(conn: Reader, kind: str, text: str) -> tuple[str, str, list[Any]]:
    """Return the source, the condition and the values to bind for the records of a kind that contain the words."""
    if not text.strip():
        return kind, "TRUE", []
    if kind == "ticket":
        condition, values = ticket_condition(text)
        holding = candidates(conn, text)
        return (
            (holding.tickets, f"{holding.condition} AND {condition}", [*holding.values, *values])
            if holding
            else (
                kind,
                condition,
                values,
            )
        )
    if kind in _CODED:
        return kind, *_words_or_code(kind, text)
    if kind not in KINDS:
        return kind, *_in_label(kind, text)
    held = records_holding(conn, kind, text)
    return f"{held.source} CROSS JOIN {kind}", f"{kind}.id = held.record AND {held.condition}", held.values


def _in_label(kind: str, text: str) -> tuple[str, list[Any]]:
    """Return the condition that each word occurs in the id or the label of a record of which no text is kept."""
    pieces = fold(text).split()
    holds = f"instr(lower({kind}.id || ' ' || coalesce({_LABELS[kind]}, '')), ?) > 0"
    return " AND ".join([holds] * len(pieces)) or "FALSE", list(pieces)


def _words_or_code(kind: str, text: str) -> tuple[str, list[Any]]:
    """Return the condition that each word occurs in a record, or in the word for its code."""
    parts, values = [], []
    for piece in text.split():
        condition, bound = search_terms(piece).condition(lambda spellings: occurs("words", spellings))
        codes = _codes_matching(kind, piece)
        by_code = f" OR {_CODED[kind]} IN ({', '.join('?' * len(codes))})" if codes else ""
        parts.append(f"(id IN (SELECT record FROM record_text WHERE noun = ? AND {condition}){by_code})")
        values += [kind, *bound, *codes]
    return " AND ".join(parts), values


def _codes_matching(kind: str, text: str) -> list[str]:
    """Return the codes of a kind whose word contains a fragment."""
    from deskctl.language.words.choices import OF_FIELD, choice_word

    name, piece = _CODED[kind], fold(text)
    return [code for code in OF_FIELD[name] if piece in fold(choice_word(name, code))]


def _coded(kind: str, label: str, code: str | None) -> str:
    """Return a label with the word for its code."""
    if code is None:
        return label
    from deskctl.language.words.choices import choice_word

    return f"{label} · {choice_word(_CODED[kind], code)}"


def _with_day(label: str, at: int | None, zone_info: ZoneInfo | None) -> str:
    return label if at is None else f"{label} · {datetime.fromtimestamp(at, zone_info):%Y-%m-%d}"
