"""Writing rows as records: adding them with the next id, or editing those that differ, each with its history."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.desk.desk import Desk
from deskctl.desk.next_ids import of_customer
from deskctl.exchange.spreadsheet.kinds import Kind

CREATED, CHANGED, SAME = "create", "change", "same"

_LETTERS = {"site": "S-", "contact": "P-", "asset": "A-"}
_NUMBER = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The result of a row: created, changed or the same; the current record, and its changes."""

    outcome: str
    id: str
    record: Mapping[str, Any]
    changes: tuple[tuple[str, Any, Any], ...] = ()


class RecordWriter:
    """Writes the rows of one file through the desk, and remembers them, even on a dry run."""

    def __init__(self, desk: Desk, kind: Kind, source: Mapping[str, Any]) -> None:
        self._desk = desk
        self._kind = kind
        self._source = source
        self._last: dict[str, tuple[str, int, int]] = {}
        self._customers: dict[str, str] = {}
        self._written: dict[str, Mapping[str, Any]] = {}

    def current(self, key: str) -> Mapping[str, Any]:
        """Return the current state of a record."""
        return self._written.get(key) or self._desk.row(self._kind.name, id=key) or {}

    def create(self, values: Mapping[str, Any], line: int) -> WriteResult:
        """Add a record; raises `BadData` for a field that is wrong or missing."""
        own, beside = self._divided(values)
        operation = self._kind.adding.of(own)
        defaults = operation.defaults(self._desk.reader)
        row = {"id": self._next_id(operation), **defaults, **operation.columns_set(), **beside}
        operation.check(self._desk, row)
        self._desk.insert(self._kind.name, row)
        self._record(row["id"], "added", row, line)
        self._written[row["id"]] = row
        return WriteResult(CREATED, row["id"], row)

    def change(self, key: str, values: Mapping[str, Any], clear: tuple[str, ...], line: int) -> WriteResult:
        """Edit a record; raises `BadData` for a field that is wrong."""
        before = self.current(key)
        own, beside = self._divided(values)
        operation = self._kind.editing.of({**own, "id": key, "clear": [name for name in clear if name in before]})
        after = {**operation.after(self._desk, before), **beside}
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        if not changed:
            return WriteResult(SAME, key, before)
        row = {**before, **changed}
        operation.check(self._desk, row)
        self._desk.update(self._kind.name, {"id": key}, changed)
        changes = tuple((name, before.get(name), value) for name, value in changed.items())
        self._record(key, "edited", {name: {"from": old, "to": new} for name, old, new in changes}, line)
        self._written[key] = row
        return WriteResult(CHANGED, key, row, changes)

    def _divided(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Split the values into the fields of the operations and the columns that only the record has."""
        beside = {name: value for name, value in values.items() if name in self._kind.beside}
        direct = {field for field in self._kind.fields if self._kind.fields[field].help or field == "external_id"}
        return {n: value for n, value in values.items() if n in direct and n not in beside}, beside

    def _record(self, key: str, event: str, data: Mapping[str, Any], line: int) -> None:
        self._desk.record_in_history(self._kind.name, key, event, {**data, "source": {**self._source, "row": line}})
        self._desk.recorded.clear()

    def _next_id(self, operation: Any) -> str:
        """Return the next id; the highest one of a prefix is looked up once."""
        customer = self._customer_of(operation)
        group = customer or str(getattr(operation, "role", ""))
        if group not in self._last:
            self._last[group] = self._first_of(operation, customer)
        prefix, number, width = self._last[group]
        self._last[group] = prefix, number + 1, width
        return f"{prefix}{number:0{width}d}"

    def _customer_of(self, operation: Any) -> str | None:
        """Return the customer whose number is part of the new id, if the kind has such ids."""
        if self._kind.name not in _LETTERS:
            return None
        site = getattr(operation, "site", None)
        if site is None:
            return str(operation.customer)
        if site not in self._customers:
            self._customers[site] = str((self._desk.row("site", id=site) or {})["customer"])
        return self._customers[site]

    def _first_of(self, operation: Any, customer: str | None) -> tuple[str, int, int]:
        first = operation.new_id(self._desk)
        letter = _LETTERS.get(self._kind.name)
        if letter is None:
            prefix, digits = _NUMBER.fullmatch(first).groups()  # type: ignore[union-attr]
            return prefix, int(digits), len(digits)
        prefix = of_customer(letter, customer)
        return prefix, int(first.removeprefix(prefix)), 2
