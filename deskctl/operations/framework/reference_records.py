"""Base classes of operations on reference records: add one, edit one, record an event in the history of one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import digits
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.models.records import record
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.duplicate_warning import warn_of_duplicates
from deskctl.operations.framework.fields import OWN, Field, fields_of, option
from deskctl.operations.framework.values import check_emptied
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

ABOUT = "id"
_ADDED, _EDITED = "added", "edited"
_ORIGIN = "origin"


@dataclass(frozen=True, kw_only=True)
class RecordOperation(Operation):
    """An operation on reference data; its fields are columns of the table named by `table`, by default the noun."""

    on_ticket = False
    table: ClassVar[str] = ""
    first_id: ClassVar[str] = ""
    """The id of the first record, such as `IM-001`; the others have the same form."""
    initial: ClassVar[Mapping[str, Any]] = {}
    """Initial values of a new record, in addition to the defaults that the model declares."""
    kept_as: ClassVar[Mapping[str, str]] = {}
    """Field -> its column, where they have different names."""

    def defaults(self, reader: "Reader") -> dict[str, Any]:  # noqa: ARG002  # some defaults follow the desk
        """Return the default values of the columns of a new record."""
        return {**record(self.kept_in()).defaults(), **self.initial}

    @classmethod
    def kept_in(cls) -> str:
        """Return the table that keeps the records."""
        return cls.table or cls.noun

    def columns_set(self) -> dict[str, Any]:
        """Return the columns that were filled in, as the table stores them."""
        values = ((field, getattr(self, field.attribute)) for field in fields_of(type(self)) if field.stored)
        return {field.name: _kept(field, value) for field, value in values if value not in (None, ())}

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer that a field names, else the customer of the record."""
        named, record = getattr(self, "customer", None), getattr(self, ABOUT, None)
        row = desk.row(self.kept_in(), id=record) if record and not named else None
        return named or (row or {}).get("customer")

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse a row whose values contradict each other; subclasses define how."""

    def new_id(self, desk: "Desk") -> str:
        """Return the id after the highest one."""
        prefix = self.first_id.rstrip(digits)
        return next_id(desk, self.kept_in(), prefix, len(self.first_id) - len(prefix))


@dataclass(frozen=True, kw_only=True)
class AddRecord(RecordOperation):
    """Add a record."""

    verb = "add"
    begins_work = True

    def run(self, desk: "Desk") -> None:
        """Add the row with the next id; before it, the first person on a server signs with just a login."""
        row = self.new_row(desk)
        self.check(desk, row)
        _check_external(desk, self.kept_in(), row)
        warn_of_duplicates(desk, self.kept_in(), row, row)
        desk.record_in_history(self.kept_in(), row[ABOUT], _ADDED, self.history_data(row))
        desk.insert(self.kept_in(), row)

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row."""
        return {ABOUT: self.new_id(desk), **self.defaults(desk.reader), **self.columns_set()}

    def history_data(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return what the history keeps of a new record: its row; subclasses add what no column holds."""
        return row


if TYPE_CHECKING:
    _Base = RecordOperation
else:
    _Base = object


@dataclass(frozen=True, kw_only=True)
class OnRecord(_Base):
    """A mixin for operations on an existing record; by default the fields go into its history."""

    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)

    id: str | None = option(N_("its id"), ref=OWN, stored=False)

    def row(self, desk: "Desk") -> dict[str, Any]:
        """Return the row of the record."""
        return desk.row(self.kept_in(), id=self.id) or {}

    def run(self, desk: "Desk") -> None:
        """Record the event with the fields."""
        self.save(desk, {}, self.data())

    def save(self, desk: "Desk", columns: Mapping[str, Any], data: Mapping[str, Any], event: str = "") -> None:
        """Record the event in the history of the record, then change its columns.

        People on a server sign with the login that their own record names before the change.
        """
        desk.record_in_history(self.kept_in(), str(self.id), event or self.event, dict(data))
        if columns:
            desk.update(self.kept_in(), {ABOUT: self.id}, dict(columns))


@dataclass(frozen=True, kw_only=True)
class EditRecord(OnRecord, RecordOperation):
    """Edit a record; fields that are not given stay as they were."""

    verb = "edit"

    clear: tuple[str, ...] = option(N_("a field to empty"), stored=False, default=())

    def run(self, desk: "Desk") -> None:
        """Change the row, and keep the earlier values in the history."""
        before = self.row(desk)
        changed = {name: value for name, value in self.after(desk, before).items() if before[name] != value}
        if not changed:
            raise BadData(N_("{id}: this changes nothing."), id=self.id, field=None)
        self.check(desk, {**before, **changed})
        _check_external(desk, self.kept_in(), changed)
        warn_of_duplicates(desk, self.kept_in(), {**before, **changed}, changed)
        own = {_ORIGIN: None} if before.get(_ORIGIN) else {}
        data = {name: {"from": before[name], "to": value} for name, value in changed.items()}
        self.save(desk, {**changed, **own}, data, _EDITED)

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return the new values of the columns."""
        fields, nullable = fields_of(type(self)), record(self.kept_in()).nullable
        columns = {field.name: self.kept_as.get(field.name, field.name) for field in fields}
        check_emptied(fields, self.clear, {name for name, column in columns.items() if column in nullable})
        return {**dict.fromkeys(columns[name] for name in self.clear), **self.columns_set()}


def _check_external(desk: "Desk", table: str, columns: Mapping[str, Any]) -> None:
    if columns.get("external_id"):
        desk.check_external(table, columns["external_id"])


def _kept(field: Field, value: Any) -> Any:
    if field.many:
        return json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else value
