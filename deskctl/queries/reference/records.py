"""Reference records as JSON: lists, and one record with its history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.models.records import PACKED
from deskctl.models.records import record as described
from deskctl.names import ticket_name
from deskctl.queries.conditions.record_words import ids_holding
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.stock_and_loans import out_on, stock_of
from deskctl.store.facts.rows import by_name, row_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from deskctl.models.records import Column
    from deskctl.store.port import Reader

_TABLES: Mapping[str, str] = {
    "account": "course_account", "catalog": "catalog_item", "return-visit": "return_visit",
    "inspection-plan": "inspection_plan", "profile": "system_profile",
    "evaluation": "evaluation_summary", "text": "canned_text",
}  # fmt: skip
NOUNS = (
    "customer", "site", "contact", "contract", "asset", "staff", "roster", "vendor", "part", "loaner", "faq",
    "course", "account", "training", "inspection", "return-visit", "advisory", "improvement", "certificate",
    "catalog", "mode", "hotline", "inspection-plan", "recommendation", "checklist", "expert", "profile",
    "evaluation", "visit", "absence", "shift", "callback", "text",
)  # fmt: skip
"""The nouns of the command line that are reference records."""

CURRENT, RETIRED, EVERY = "current", "retired", "all"

_SECRET = frozenset({"password_hash", "origin"})
_MORE = {
    "part": f", {stock_of('record')} AS in_stock",
    "loaner": f", {out_on('record.id')} AS out_on",
}
_OF_CUSTOMER = {
    "customer": "record.id IN ({})",
    "site": "record.customer IN ({})",
    "contact": "record.customer IN ({})",
    "contract": "record.customer IN ({})",
    "account": "record.customer IN ({})",
    "training": "record.customer IN ({})",
    "inspection": "record.customer IN ({})",
    "return-visit": "record.customer IN ({})",
    "recommendation": "record.customer IN ({})",
    "evaluation": "record.customer IN ({})",
    "inspection-plan": "record.site IN (SELECT id FROM site WHERE customer IN ({}))",
    "profile": "record.asset IN (SELECT asset.id FROM asset JOIN site ON site.id = site WHERE customer IN ({}))",
    "visit": "record.customer IN ({})",
    "asset": "record.site IN (SELECT id FROM site WHERE customer IN ({}))",
}


def concerns_customers(noun: str) -> bool:
    """Return whether the records of a noun belong to customers."""
    return noun in _OF_CUSTOMER


def list_records(
    conn: Reader,
    noun: str,
    zone: tzinfo,
    *,
    words: str = "",
    customers: Sequence[str] = (),
    without_customers: Sequence[str] = (),
    state: str = CURRENT,
    unverified: bool = False,
) -> list[Shape]:
    """Return the records of a noun that contain the words, by customer, current or retired."""
    kinds = _kinds(noun)
    parts = [ids_holding(conn, _table(noun), words, "record.id")]
    for names, negation in ((customers, ""), (without_customers, "NOT ")):
        if names:
            parts.append((negation + _OF_CUSTOMER[noun].format(", ".join("?" * len(names))), list(names)))
    if can_be_retired(noun) and state != EVERY:
        parts.append((f"record.retired_at IS {'NOT ' if state == RETIRED else ''}NULL", []))
    if unverified:
        parts.append(("record.unverified", []))
    condition = " AND ".join(text for text, _values in parts)
    rows = conn.execute(
        f"SELECT record.*{_MORE.get(noun, '')} FROM {_table(noun)} AS record WHERE {condition} ORDER BY record.id",
        [value for _text, bound in parts for value in bound],
    )
    return [_shape(row, kinds, zone) for row in by_name(rows)]


def columns_of(noun: str) -> tuple[Column, ...]:
    """Return the columns of a noun's records that are shown, in the order of the model."""
    return tuple(column for column in described(_table(noun)).columns if column.name not in _SECRET)


def can_be_retired(noun: str) -> bool:
    """Return whether the records of a noun can be retired."""
    return "retired_at" in described(_table(noun)).names


def can_be_unverified(noun: str) -> bool:
    """Return whether the records of a noun may wait to be verified."""
    return "unverified" in described(_table(noun)).names


def show_record(conn: Reader, noun: str, key: str, zone: tzinfo) -> Shape:
    """Return one record with its history, or the one that it was merged into; raises `NotFound`."""
    kinds = _kinds(noun)
    shape = row_by_name(conn, f"SELECT record.*{_MORE.get(noun, '')} FROM {_table(noun)} AS record WHERE id = ?", [key])
    if shape is None:
        raise NotFound(N_("There is no {noun} {key}."), noun=noun, key=key, hint=f"deskctl {noun} list")
    if shape.get("merged_into"):
        return show_record(conn, noun, shape["merged_into"], zone)
    return {**_shape(shape, kinds, zone), "history": _history(conn, noun, key, zone)}


def _table(noun: str) -> str:
    return _TABLES.get(noun, noun)


def _kinds(noun: str) -> Mapping[str, str]:
    """Return the meaning of the values of a noun's columns, additional ones included."""
    return {"out_on": "ticket", **{column.name: column.meaning for column in described(_table(noun)).columns}}


def _shape(record: Mapping[str, Any], kinds: Mapping[str, str], zone: tzinfo) -> Shape:
    shape = {name: _value(kinds.get(name), value, zone) for name, value in record.items() if name not in _SECRET}
    if "roles" in shape:
        shape |= {"roles": shape["roles"] or [shape["role"]], "active": shape["retired_at"] is None}
    return shape


def _value(kind: str | None, value: Any, zone: tzinfo) -> Any:
    if value is None:
        return None
    if kind in PACKED:
        return json.loads(value)
    if kind == "flag":
        return bool(value)
    if kind == "ticket":
        return ticket_name(value)
    return rfc3339(value, zone) if kind == "time" else value


def _history(conn: Reader, noun: str, key: str, zone: tzinfo) -> list[Shape]:
    rows = conn.execute(
        "SELECT seq, at, recorded_at, actor, event, note, data FROM master_action"
        " WHERE noun = ? AND id = ? ORDER BY seq",
        [_table(noun), key],
    )
    return [
        {
            "seq": seq,
            "at": rfc3339(at, zone),
            "recorded_at": rfc3339(recorded_at, zone),
            "actor": actor,
            "event": event,
            "note": note,
            "data": json.loads(data),
        }
        for seq, at, recorded_at, actor, event, note, data in rows
    ]
