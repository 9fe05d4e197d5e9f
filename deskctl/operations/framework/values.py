"""Read and check the values of fields."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from deskctl.errors import BadData, MissingValue, Term
from deskctl.field_words import FIELD_WORDS
from deskctl.language.blank import is_blank, is_one_line
from deskctl.language.folding import half_width
from deskctl.language.i18n import N_
from deskctl.language.words.filter_words import NO, YES
from deskctl.operations.framework.fields import Field
from deskctl.sla.facts import Instant, shown_moment

BLANK = "blank"
EXCLUDES = N_("{first} cannot be combined with {second}.")
TEXT_LIMIT = 100_000
WORD_LIMIT = 2_000
MANY_LIMIT = 200
_EXAMPLE = "2026-11-22T09:30:00+08:00"
_NAMES = frozenset({"name", "name_en", "title", "caller_name", "customer_name"})
_NUMBERS = frozenset({
    "phone", "support_phone", "agreed_phone", "called", "number", "serial", "old_serial", "new_serial", "rma",
    "email", "email_domain", "external_id", "ip", "url",
})  # fmt: skip
"""The fields with numbers and addresses, which are stored in half width; names and prose stay as they were typed."""
_LARGEST = 1 << 52
_FIRST_YEAR, _LAST_YEAR = 1971, 2199


def read_values(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Check values that a person or script entered, and convert them to the types of their fields."""
    unknown = set(values) - {field.name for field in fields}
    if unknown:
        raise BadData(
            N_("Unknown field {name}; valid: {known}.") if fields else N_("Unknown field {name}: none is accepted."),
            field=min(unknown),
            name=min(unknown),
            known=", ".join(field.name for field in fields),
        )
    read = {}
    for field in fields:
        value = values.get(field.name)
        empty = value is None or value in ("", (), [])
        if value == "" and field.default != "":
            raise blank(field.name)
        if empty and field.required:
            raise missing(field.name)
        if not empty:
            read[field.attribute] = _read_many(field, value) if field.many else _read(field, value)
    return read


def refuse_excluded(excludes: Mapping[str, tuple[str, ...]], values: Mapping[str, Any]) -> None:
    """Refuse two values of which each makes the other meaningless."""
    for first, second in excluded_pairs(excludes, values):
        raise BadData(EXCLUDES, field=second, first=Term(FIELD_WORDS[first]), second=Term(FIELD_WORDS[second]))


def excluded_pairs(excludes: Mapping[str, tuple[str, ...]], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of fields that have a value and exclude each other."""
    for first, others in excludes.items():
        yield from ((first, other) for other in others if values.get(first) and values.get(other))


def check_emptied(fields: tuple[Field, ...], names: Sequence[str], may_be_empty: Collection[str]) -> None:
    """Refuse to empty a field that an edit does not have, or one that is required."""
    known = [field.name for field in fields]
    for name in names:
        if name not in known:
            choices = tuple(one for one in known if one in may_be_empty)
            raise BadData(
                N_("{field}: {value} is not one of {choices}."), field="clear", value=_short(name), choices=choices
            )
        if name not in may_be_empty:
            raise BadData(N_("{field} cannot be emptied."), field=name)


def read_moment(name: str, value: Any) -> datetime:
    """Read a time with an offset."""
    try:
        time = _time(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadData(
            N_("{field} must be a time with an offset, such as {example}."), field=name, example=_EXAMPLE
        ) from error
    _check_year(name, time)
    return time


def ends_early(name: str, end: Instant, start: Instant, zone: tzinfo) -> BadData:
    """Return the error for a period that ends before it starts, with both times: a time of day alone is today's."""
    return BadData(
        N_("{field}: {end} is not after the start, {start}."),
        field=name, end=shown_moment(end, zone), start=shown_moment(start, zone),
    )  # fmt: skip


def missing(name: str) -> MissingValue:
    """Return the error for a field without a value that other values or the record call for."""
    return MissingValue(N_("{field} is missing."), field=name)


def blank(name: str) -> BadData:
    """Return the error for a text of spaces, tabs and invisible characters only."""
    return BadData(N_("{field} is blank: write some words."), field=name, code=BLANK)


def check_text(name: str, text: str, limit: int) -> None:
    """Refuse invalid Unicode, a blank text, and a text longer than the limit."""
    if len(text) > limit:
        raise BadData(
            N_("{field} is too long: {length} characters, at most {limit}."),
            field=name,
            length=len(text),
            limit=limit,
            code="too_long",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadData(N_("{field} must be a text."), field=name) from error
    if is_blank(text):
        raise blank(name)


def _read_many(field: Field, value: Any) -> tuple[Any, ...]:
    items = value if isinstance(value, (list, tuple)) else [value]
    if len(items) > MANY_LIMIT:
        raise BadData(N_("{field}: at most {limit} may be named."), field=field.name, limit=MANY_LIMIT)
    return tuple(_read(field, item) for item in items)


def _read(field: Field, value: Any) -> Any:
    try:
        read = _READERS[field.kind](value)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadData(
            N_("{field}: {value} is not {kind}."), field=field.name, value=_short(value), kind=_KINDS[field.kind]
        ) from error
    if isinstance(read, str) and field.kind in {"text", "longtext"}:
        read = _words(field, read)
    if isinstance(read, date):
        _check_year(field.name, read)
    _check_size(field, read)
    return _chosen(field, read) if field.choices else read


def _check_year(name: str, day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadData(
            N_("{field}: {value} is too far away; the year must be between {first} and {last}."),
            field=name, value=_short(day), first=_FIRST_YEAR, last=_LAST_YEAR,
        )  # fmt: skip


def _chosen(field: Field, read: Any) -> Any:
    """Return a choice, which may be written as its word; raises `BadData`. Those of a policy are checked with it."""
    if read in field.choices:
        return read
    from deskctl.language.words.choice_codes import code_of, codes_with_words

    code = code_of(field.name, read, field.choices) if isinstance(read, str) else None
    if code is None and field.of_policy:
        return read
    if code is None:
        known = codes_with_words(field.name, field.choices)
        raise BadData(
            N_("{field}: {value} is not one of {choices}."), field=field.name, value=_short(read), choices=known
        )
    return code


def _words(field: Field, text: str) -> str:
    """Return a text, trimmed unless it is long; raise `BadData` if a name is not one line."""
    if field.name in _NAMES and not is_one_line(text.strip()):
        raise BadData(N_("{field} must be one line without control characters."), field=field.name)
    if field.name in _NUMBERS:
        text = half_width(text)
    return text if field.kind == "longtext" else text.strip()


def _check_size(field: Field, value: Any) -> None:
    if isinstance(value, str):
        check_text(field.name, value, TEXT_LIMIT if field.kind == "longtext" else WORD_LIMIT)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        low = field.minimum is not None and value < field.minimum
        if low or (field.maximum is not None and value > field.maximum):
            raise BadData(N_("{field}: {value} is out of range."), field=field.name, value=value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()
    return value


def _trimmed(value: Any) -> str:
    return _text(value).strip()


def _whole(value: Any) -> int:
    if isinstance(value, (bool, float)) or abs(int(value)) > _LARGEST:
        raise ValueError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or float(value) != float(value) or abs(float(value)) > 1e15:  # noqa: PLR2004
        raise ValueError
    return float(value)


def _flag(value: Any) -> bool:
    if value in (True, "true", *YES):
        return True
    if value in (False, "false", *NO):
        return False
    raise ValueError


def _time(value: Any) -> datetime:
    time = value if isinstance(value, datetime) else datetime.fromisoformat(_text(value))
    if time.tzinfo is None:
        raise ValueError
    return time


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(_text(value))


def _short(value: Any) -> str:
    words = str(value)
    return repr(words if len(words) <= 40 else words[:37] + "...")  # noqa: PLR2004 - enough to recognise it by


_KINDS: Mapping[str, Term] = {
    "text": Term(N_("a text")),
    "longtext": Term(N_("a text")),
    "id": Term(N_("an id")),
    "choice": Term(N_("a word")),
    "int": Term(N_("a whole number")),
    "float": Term(N_("a number")),
    "bool": Term(N_("yes or no")),
    "time": Term(N_("a time with an offset")),
    "date": Term(N_("a day such as 2026-11-22")),
}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _trimmed,
    "longtext": _text,
    "id": _text,
    "choice": _text,
    "int": _whole,
    "float": _number,
    "bool": _flag,
    "time": _time,
    "date": _date,
}
