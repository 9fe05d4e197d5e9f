"""Checking the data of actions: the fields that clocks are derived from, and references to records."""

from collections.abc import Mapping
from typing import Any

from deskctl.exchange.importing.references import References
from deskctl.exchange.shapes.fields import Field, ref, ticket_ref
from deskctl.exchange.shapes.import_errors import blank, missing, wrong
from deskctl.exchange.shapes.kinds import FLAG, TEXT, TIME, WHOLE
from deskctl.language.blank import is_blank

_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "assigned": (ref("to", "staff"),),
    "corrected": (Field("seq", WHOLE),),
    "diagnosed": (Field("fault_class", optional=True),),
    "duplicate_of": (ticket_ref("ticket"),),
    "emergency_declared": (Field("notice_at", TIME, optional=True),),
    "evaluated": (Field("score", WHOLE), Field("text", optional=True)),
    "level_changed": (Field("to"),),
    "paused": (Field("reason", optional=True),),
    "plan_given": (Field("by", TIME, optional=True),),
    "reopened": (Field("symptom", FLAG, optional=True),),
    "requested_response_set": (Field("milestone"), Field("by", TIME), Field("accepted", FLAG)),
    "resolved": (Field("fault_class", optional=True),),
    "severity_changed": (Field("to"),),
}
"""Event -> fields whose kind is checked; those that are not optional are required. Any may be null."""

_NAMING = {
    "account": "course_account",
    "asset": "asset",
    "by_contact": "contact",
    "course": "course",
    "faq": "faq",
    "improvement": "improvement",
    "inspection": "inspection",
    "loaner": "loaner",
    "mail": "mail",
    "part": "part",
    "return_visit": "return_visit",
    "training": "training",
    "vendor": "vendor",
}
"""Field that names a record, in the data of any event -> type of the record."""


def check_data(event: str, data: Mapping[str, Any], references: References, line: int, where: str) -> None:
    """Check the data of one action; raises `BadData`."""
    for name, value in data.items():
        if isinstance(value, str) and value and is_blank(value):
            raise blank(line, f"{where}.{name}")
    for field in _FIELDS.get(event, ()):
        if field.name not in data and not field.optional:
            raise missing(line, f"{where}.{field.name}")
        if data.get(field.name) is not None:
            _check_kind(field, data[field.name], references, line, f"{where}.{field.name}")
    for name, value in data.items():
        if name in _NAMING and value is not None:
            _check_name(_NAMING[name], value, references, line, f"{where}.{name}")


def _check_kind(field: Field, value: Any, references: References, line: int, where: str) -> None:
    try:
        read = field.kind.read(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise wrong(line, where, value, field.kind.expected) from error
    if field.to == ("ticket",):
        references.check_ticket(read, line, where)
    elif field.to:
        references.check(field.to, read, line, where)


def _check_name(noun: str, value: Any, references: References, line: int, where: str) -> None:
    for name in value if isinstance(value, list) else [value]:
        if not isinstance(name, str):
            raise wrong(line, where, name, TEXT.expected)
        references.check((noun,), name, line, where)
