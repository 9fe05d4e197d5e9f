"""The errors of an import, with messages that name the line and the field."""

from typing import Any

from deskctl.errors import BadData
from deskctl.language.i18n import N_

_SHOWN = 60
KNOWN_ALREADY = "known_already"
"""The code of the error for a record that the desk has already."""


def not_json(line: int, reason: str) -> BadData:
    """Return the error for a line that is not a JSON object."""
    return BadData(N_("Line {number} is not a JSON object: {reason}."), line=line, number=line, reason=reason)


def unknown_type(line: int, noun: Any) -> BadData:
    """Return the error for an unknown type of record."""
    return BadData(N_("Line {number}: unknown type {noun}."), line=line, field="type", number=line, noun=_short(noun))


def missing(line: int, field: str) -> BadData:
    """Return the error for a missing field."""
    return _wrong(N_("Line {number}: {name} is missing."), line, field)


def unknown_field(line: int, field: str) -> BadData:
    """Return the error for an unknown field."""
    return BadData(N_("Line {number}: unknown field {name}."), line=line, field=field, number=line, name=_short(field))


def blank(line: int, field: str) -> BadData:
    """Return the error for a blank text."""
    return _wrong(N_("Line {number}: {name} is blank."), line, field, code="blank")


def not_one_line(line: int, field: str) -> BadData:
    """Return the error for a name or title with line breaks or control characters."""
    return _wrong(N_("Line {number}: {name} must be one line without control characters."), line, field)


def key_reused(line: int, key: str) -> BadData:
    """Return the error for a key of an action that was used already."""
    return BadData(
        N_("Line {number}: the key {key} was used already."),
        line=line,
        field="id",
        number=line,
        key=_short(key),
        code="key_reused",
    )


def wrong(line: int, field: str, value: Any, expected: str) -> BadData:
    """Return the error for a value of the wrong kind; `expected` describes the right one."""
    template = N_("Line {number}: {name} is {value}, not {wanted}.")
    return _wrong(template, line, field, value=_short(value), wanted=expected)


def unknown_reference(line: int, field: str, noun: str, name: str) -> BadData:
    """Return the error for a reference to a record that is neither in the file nor in the desk."""
    template = N_("Line {number}: {name} names {noun} {value}, which does not exist.")
    return _wrong(template, line, field, noun=noun, value=_short(name))


def foreign(line: int, field: str, name: str, customer: str) -> BadData:
    """Return the error for a reference to a record of another customer."""
    template = N_("Line {number}: {name} names {value}, which does not belong to the customer {customer}.")
    return _wrong(template, line, field, value=_short(name), customer=_short(customer), code="wrong_customer")


def in_the_future(line: int, field: str, value: Any) -> BadData:
    """Return the error for a time in the future."""
    return _wrong(N_("Line {number}: {name} is {value}, which is in the future."), line, field, value=_short(value))


def duplicate(line: int, noun: str, name: str, field: str = "id") -> BadData:
    """Return the error for a record that occurs twice in a file."""
    return _conflict(N_("Line {number}: {noun} {value} exists already."), line, noun, name, field)


def known_already(line: int, noun: str, name: str) -> BadData:
    """Return the error for a record that the desk has already."""
    template = N_("Line {number}: {noun} {value} exists already.")
    return _conflict(template, line, noun, name, "id", code=KNOWN_ALREADY)


def differs(line: int, noun: str, name: str, field: str) -> BadData:
    """Return the error for a record that exists with a different field."""
    template = N_("Line {number}: {noun} {value} exists already with another {name}.")
    return _conflict(template, line, noun, name, field, name=field, code="differs")


def _conflict(template: str, line: int, noun: str, record: str, field: str, **more: Any) -> BadData:
    return BadData(template, line=line, field=field, number=line, noun=noun, value=_short(record), **more)


def _wrong(template: str, line: int, field: str, **values: Any) -> BadData:
    """Return the error for a field: `field` is for scripts, `name` for the message."""
    return BadData(template, line=line, field=field, number=line, name=field, **values)


def _short(value: Any) -> str:
    words = str(value)
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "..."
