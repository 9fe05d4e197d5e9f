"""What can be wrong with a line, in sentences that name the line and the field."""

from typing import Any

from deskctl.errors import BadData
from deskctl.language.i18n import N_

_SHOWN = 60


def not_json(line: int, reason: str) -> BadData:
    """Describe that a line holds no JSON object."""
    return BadData(N_("Line {number} is not a JSON object: {reason}."), line=line, number=line, reason=reason)


def unknown_type(line: int, noun: Any) -> BadData:
    """Describe that there is no such type of record."""
    return BadData(
        N_("Line {number}: there is no type {noun}."), line=line, field="type", number=line, noun=_short(noun)
    )


def missing(line: int, field: str) -> BadData:
    """Describe that a field is not there."""
    return _wrong(N_("Line {number}: {name} is missing."), line, field)


def unknown_field(line: int, field: str) -> BadData:
    """Describe that the type has no such field."""
    return BadData(
        N_("Line {number}: there is no field {name}."), line=line, field=field, number=line, name=_short(field)
    )


def blank(line: int, field: str) -> BadData:
    """Describe that a text is blank."""
    return _wrong(N_("Line {number}: {name} is blank."), line, field, code="blank")


def not_one_line(line: int, field: str) -> BadData:
    """Describe that a name or title has line breaks or control characters."""
    return _wrong(N_("Line {number}: {name} must be one line without control characters."), line, field)


def key_reused(line: int, key: str) -> BadData:
    """Describe that the key of an action is known already."""
    return BadData(
        N_("Line {number}: the key {key} was used already."),
        line=line,
        field="id",
        number=line,
        key=_short(key),
        code="key_reused",
    )


def wrong(line: int, field: str, value: Any, wanted: str) -> BadData:
    """Describe that a value is of the wrong kind; `wanted` is what it should be."""
    template = N_("Line {number}: {name} is {value}, not {wanted}.")
    return _wrong(template, line, field, value=_short(value), wanted=wanted)


def unknown_reference(line: int, field: str, noun: str, name: str) -> BadData:
    """Describe that what a field names is neither in the file nor in the desk."""
    template = N_("Line {number}: {name} names {noun} {value}, which does not exist.")
    return _wrong(template, line, field, noun=noun, value=_short(name))


def foreign(line: int, field: str, name: str, customer: str) -> BadData:
    """Describe that a record that a field names belongs to another customer."""
    template = N_("Line {number}: {name} names {value}, which does not belong to the customer {customer}.")
    return _wrong(template, line, field, value=_short(name), customer=_short(customer), code="wrong_customer")


def in_the_future(line: int, field: str, value: Any) -> BadData:
    """Describe that an action would have happened after the current time."""
    return _wrong(N_("Line {number}: {name} is {value}, which is in the future."), line, field, value=_short(value))


def duplicate(line: int, noun: str, name: str, field: str = "id") -> BadData:
    """Describe that a record of this id is there already."""
    return _not_found(N_("Line {number}: {noun} {value} is there already."), line, noun, name, field)


def differs(line: int, noun: str, name: str, field: str) -> BadData:
    """Describe that a record is there already, but not as the file has it."""
    template = N_("Line {number}: {noun} {value} is there already with another {name}.")
    return _not_found(template, line, noun, name, field, name=field, code="differs")


def _not_found(template: str, line: int, noun: str, record: str, field: str, **more: Any) -> BadData:
    return BadData(template, line=line, field=field, number=line, noun=noun, value=_short(record), **more)


def _wrong(template: str, line: int, field: str, **values: Any) -> BadData:
    """Return an error of a field, which scripts get by `field` and people read as it stands in the file."""
    return BadData(template, line=line, field=field, number=line, name=field, **values)


def _short(value: Any) -> str:
    words = str(value)
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "..."
