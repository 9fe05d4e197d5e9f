"""The shapes of reference data: a record, the record with its history, and the result of an operation on it.

The shape of a record is derived from its model; a test compares it with the output of the commands.
"""

from collections.abc import Iterator, Mapping

from deskctl.cli.schemas import Form
from deskctl.cli.schemas.forms import form
from deskctl.queries.reference.records import NOUNS, columns_of

_DERIVED: Mapping[str, Form] = {
    "staff": {"roles": "[text]", "active": "bool"}, "part": {"in_stock": "int"}, "loaner": {"out_on": "ticket?"},
}  # fmt: skip
"""Noun -> fields that are shown beside the columns, derived from them or from the moves of the stock."""


def _record(noun: str) -> Form:
    """Return the shape of a noun's records: the columns of its model, and the derived fields."""
    return {**{column.name: form(column) for column in columns_of(noun)}, **_DERIVED.get(noun, {})}


def _shapes() -> Iterator[tuple[str, Form]]:
    for noun in NOUNS:
        record = _record(noun)
        yield noun, record
        yield f"{noun}-full", {**record, "history": "[shape:record-action]"}
        yield f"{noun}-step", {"action": "text", **record, "history": "[shape:record-action]"}


_DOCUMENT: Form = {
    "document": "text", "system": "text", "lang": "text", "version": "int", "issued": "date?", "answers": "[text]",
    "delivered": "[any]",
}  # fmt: skip
_ALL = dict(_shapes())
_MODE: Form = {**_ALL["mode"], "available_now": "bool", "open_until": "time?"}

SHAPES: Mapping[str, Form] = {
    "inspection-ahead": {
        **_ALL["inspection-full"], "missing": "[text]", "files": "[any]", "next": "text?", "no_next": "text?",
    },
    **_ALL,
    "mode-row": _MODE,
    "mode-split": {
        **_MODE, "timeliness": "int?", "friendliness": "int?", "independence": "int?", "openness": "int?",
        "provisional": "bool",
    },
    "account-secret": {**_ALL["account-step"], "password": "text"},
    "record-action": {
        "seq": "int", "at": "time", "recorded_at": "time", "actor": "text?", "event": "text", "note": "text",
        "data": "any",
    },
    "faq-document": _DOCUMENT,
    "faq-document-step": {"action": "text?", **_DOCUMENT},
    "faq-change": {
        "change": "text", "faq": "text", "system": "text", "lang": "text", "version_then": "int?", "version": "int?",
        "question": "text",
    },
    "catalogue": {
        "course": "text", "system": "text", "kind": "text", "title": "text", "lang": "text", "version": "int",
        "versions": "[int]", "files": "[text]",
    },
    "course-file": {"course": "text", "version": "int", "file": "text", "size": "int", "sha256": "text"},
    "access": {
        "access": "text", "at": "time", "kind": "text", "account": "text?", "username": "text?", "staff": "text?",
        "course": "text?", "version": "int?", "file": "text?", "via": "text",
    },
    "stock": {
        "part": "text", "name": "text", "model": "text", "in_stock": "int", "min_qty": "int", "below_minimum": "bool",
        "location": "text?",
    },
}  # fmt: skip
