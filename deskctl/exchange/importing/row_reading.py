"""Checking JSON objects against their shapes, and converting them to rows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.references import References
from deskctl.exchange.shapes.fields import Field, Shape
from deskctl.exchange.shapes.import_errors import blank, missing, not_one_line, unknown_field, wrong
from deskctl.exchange.shapes.kinds import ID, TEXT, TICKET, WORDS, Kind
from deskctl.language.blank import is_blank, is_one_line
from deskctl.store.port import Reader

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


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to read the records that have the same names in the same order.

    `plain` fields need nothing but their value: each with its name, its column, whether it may be null, and the
    function that reads it. The `checked` fields need more, each with its name, and whether it may be null.
    """

    plain: tuple[tuple[str, str, bool, Callable[[Any], Any]], ...]
    checked: tuple[tuple[Field, str, bool], ...]


class PreparedShape:
    """A shape prepared for reading many records; the nullable columns of the store define what may be null."""

    def __init__(
        self, shape: Shape, references: References, nullable: Collection[str], more: Collection[str] = ()
    ) -> None:
        self.shape = shape
        self._references = references
        self._nullable = nullable
        self._allowed = frozenset({"type", *more, *(field.name for field in shape.fields)})
        self._empty: dict[str, Any] = dict.fromkeys(shape.columns)
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def values(self, record: Any, line: int, where: str = "") -> dict[str, Any]:
        """Return the columns of a record; raises `BadData` with the line and the field, which `where` precedes."""
        if not isinstance(record, dict):
            raise wrong(line, where.rstrip(".") or "type", record, "an object")
        plan = self._plans.get(tuple(record)) or self._planned(record)
        if plan is None:
            return self._values_in_order(record, line, where)
        values = self._empty.copy()
        try:
            for name, column, nullable, read in plan.plain:
                value = record[name]
                values[column] = None if value is None and nullable else read(value)
        except _UNREADABLE:
            return self._values_in_order(record, line, where)  # says what is wrong first
        for field, name, nullable in plan.checked:
            value = record[name]
            if value is not None or not nullable:
                values[field.stored_as] = self._read(field, value, line, where + name)
        return values

    def _planned(self, record: Record) -> _Plan | None:
        """Return a new plan for records with these names; None if one is missing or unknown."""
        fields = [field for field in self.shape.fields if field.name in record]
        if not record.keys() <= self._allowed or not all(map(_may_lack, {*self.shape.fields} - {*fields})):
            return None
        plain, checked = list[tuple[str, str, bool, Callable[[Any], Any]]](), list[tuple[Field, str, bool]]()
        for field in fields:
            column, nullable = field.stored_as, field.stored_as in self._nullable
            if field.to or (self.shape.noun, field.name) in _ONE_LINE:
                checked.append((field, field.name, nullable))
            else:
                plain.append((field.name, column, nullable, _VISIBLE.get(field.kind, field.kind.read)))
        plan = self._plans[tuple(record)] = _Plan(tuple(plain), tuple(checked))
        return plan

    def _values_in_order(self, record: Record, line: int, where: str) -> dict[str, Any]:
        """Return the columns of a record, reading one field after the other; raises `BadData` for the first mistake."""
        values = self._empty.copy()
        for field in self.shape.fields:
            value = record.get(field.name, _ABSENT)
            if value is _ABSENT and not _may_lack(field):
                raise missing(line, where + field.name)
            if value is not _ABSENT and not (value is None and field.stored_as in self._nullable):
                values[field.stored_as] = self._read(field, value, line, where + field.name)
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
            raise wrong(line, where, value, field.kind.says) from error
        return read

    def _check(self, field: Field, value: Any, read: Any, line: int, where: str) -> None:
        if field.kind is TICKET:
            self._references.check_ticket(read, line, where)
        elif field.to == ("ticket",):
            self._references.check_tickets(value, line, where)
        else:
            for name in value if field.kind is WORDS else (value,):
                self._references.check(field.to, name, line, where)


def _may_lack(field: Field) -> bool:
    return field.optional or bool(field.beside)


def _visible_text(value: Any) -> Any:
    if value and is_blank(value):
        raise ValueError
    return TEXT.read(value)


def _visible_id(value: Any) -> Any:
    if is_blank(value):
        raise ValueError
    return value


_VISIBLE: Mapping[Kind, Callable[[Any], Any]] = {TEXT: _visible_text, ID: _visible_id}


def nullable_columns(conn: Reader, table: str) -> frozenset[str]:
    """Return the columns of a table that may be null."""
    return frozenset(row[1] for row in conn.execute(f'PRAGMA table_info("{table}")') if not row[3])


def id_of(record: Record, line: int) -> str:
    """Return the id of a record."""
    name = record.get("id", _ABSENT)
    if name is _ABSENT:
        raise missing(line, "id")
    if not isinstance(name, str) or not name:
        raise wrong(line, "id", name, "an id")
    return name
