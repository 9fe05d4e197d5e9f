"""Checking JSON objects against their shapes, and converting them to rows."""

from collections.abc import Callable, Collection
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.references import References
from deskctl.exchange.shapes.fields import Field, Shape
from deskctl.exchange.shapes.import_errors import blank, missing, not_one_line, unknown_field, wrong
from deskctl.exchange.shapes.kinds import ID, TEXT, TICKET, WORDS
from deskctl.language.blank import is_blank, is_one_line

_ABSENT = object()
_UNREADABLE = (ValueError, TypeError, LookupError, OSError)
_NEVER_EMPTY = frozenset(
    {("ticket", "title"), ("staff", "name"), ("customer", "name"), ("contact", "name"), ("site", "name")}
)
_NAMED = (
    "customer",
    "site",
    "contact",
    "staff",
    "asset",
    "vendor",
    "part",
    "loaner",
    "catalog_item",
    "expert",
    "course",
)
_ONE_LINE = frozenset(
    {("ticket", "title"), ("contact", "title"), *((noun, name) for noun in _NAMED for name in ("name", "name_en"))}
)
"""Fields of one line without control characters, whose outer spaces are stripped."""


class PreparedShape:
    """A shape prepared for reading many records; the nullable columns of the store define what may be null."""

    def __init__(
        self, shape: Shape, references: References, nullable: Collection[str], more: Collection[str] = ()
    ) -> None:
        self.shape = shape
        self._references = references
        self._allowed = frozenset({"type", *more, *(field.name for field in shape.fields)})
        self._fields = tuple(self._prepared(field, nullable) for field in shape.fields)

    def _prepared(
        self, field: Field, nullable: Collection[str]
    ) -> tuple[Field, str, str, bool, bool, Callable[[Any], Any] | None, bool]:
        is_checked = bool(field.to) or (self.shape.noun, field.name) in _ONE_LINE
        is_text = field.kind in {TEXT, ID} and not is_checked
        return (
            field,
            field.name,
            field.stored_as,
            field.stored_as in nullable,
            field.optional or bool(field.beside),
            None if is_checked or is_text else field.kind.read,
            is_text,
        )

    def values(self, record: Any, line: int, where: str = "") -> dict[str, Any]:
        """Return the columns of a record; raises `BadData` with the line and the field, which `where` precedes."""
        if not isinstance(record, dict):
            raise wrong(line, where.rstrip(".") or "type", record, "an object")
        values: dict[str, Any] = {}
        for field, name, column, nullable, may_lack, read, is_text in self._fields:
            value = record.get(name, _ABSENT)
            if value is _ABSENT:
                if not may_lack:
                    raise missing(line, where + name)
                values[column] = None
            elif value is None and nullable:
                values[column] = None
            elif read is not None:
                try:
                    values[column] = read(value)
                except _UNREADABLE:
                    values[column] = self._read(field, value, line, where + name)  # raises the error with its reason
            elif is_text and value.__class__ is str and not is_blank(value):
                values[column] = value
            else:
                values[column] = self._read(field, value, line, where + name)
        if not record.keys() <= self._allowed:
            raise unknown_field(line, where + str(min(record.keys() - self._allowed)))
        return values

    def _read(self, field: Field, value: Any, line: int, where: str) -> Any:
        if isinstance(value, str) and is_blank(value) and (value or (self.shape.noun, field.name) in _NEVER_EMPTY):
            raise blank(line, where)
        if isinstance(value, str) and (self.shape.noun, field.name) in _ONE_LINE:
            value = value.strip()
            if not is_one_line(value):
                raise not_one_line(line, where)
        try:
            read = field.kind.read(value)
            if field.to:
                self._check(field, value, read, line, where)
        except _UNREADABLE as error:
            raise wrong(line, where, value, field.kind.expected) from error
        return read

    def _check(self, field: Field, value: Any, read: Any, line: int, where: str) -> None:
        if field.kind is TICKET:
            self._references.check_ticket(read, line, where)
        elif field.to == ("ticket",):
            self._references.check_tickets(value, line, where)
        else:
            for name in value if field.kind is WORDS else (value,):
                self._references.check(field.to, name, line, where)


def id_of(record: Record, line: int) -> str:
    """Return the id of a record."""
    name = record.get("id", _ABSENT)
    if name is _ABSENT:
        raise missing(line, "id")
    if not isinstance(name, str) or not name:
        raise wrong(line, "id", name, "an id")
    return name
