"""Merging a file into a desk that has a part of it: known lines are dropped, new ones are left for the import.

A line that contradicts the desk is refused. The file may have an earlier state of a ticket than the desk, but not a
later one: actions cannot be added to a ticket that exists.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

from deskctl.exchange.importing.lines import Record, Source, record_in, rewindable
from deskctl.exchange.importing.shipped_records import ShippedRecords
from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.import_errors import differs
from deskctl.exchange.shapes.kinds import ticket_number
from deskctl.exchange.shapes.record_shapes import HISTORY, PASSWORD, POLICY, RECORD_SHAPES, STEP_KEY
from deskctl.exchange.shapes.ticket_shapes import ACTION
from deskctl.exchange.ticket_export import TicketOutput
from deskctl.policy_file.read import packaged_policies
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.open import open_reader, settle_import, translated_errors
from deskctl.store.port import Reader
from deskctl.store.row_statements import column_list
from deskctl.temporary_files import naming_temporary_folder, open_temporary_file

_KEYS = {HISTORY.noun: ("noun", "id", "seq"), STEP_KEY.noun: ("id",)}
_ID = ("id",)
_SHAPES = {**RECORD_SHAPES, HISTORY.noun: HISTORY, STEP_KEY.noun: STEP_KEY}
_BYTES = "blob"
"""A piece is named by its bytes: one that differs is not refused here, but checked by the import."""

_NOT_COMPARED = frozenset({"type", PASSWORD, "demo_password"})
_UNCHANGING = ("customer", "reported_at", "channel", "title")
"""Fields in which a ticket is equal to its earlier states."""


@dataclass
class Merge:
    """The lines left for the import, with unchanged line numbers, and how many the desk has already."""

    lines: BinaryIO
    kept: int = 0


@contextmanager
def merged(source: Source, store: str) -> Iterator[Merge]:
    """Drop the lines of a file that a desk has; raises `BadData` with line and field of the first contradiction."""
    settle_import(store)
    with rewindable(source) as lines, open_temporary_file() as remaining:
        merge = Merge(cast("BinaryIO", remaining))
        with translated_errors(store), closing(open_reader(store)) as desk:
            records = _KnownRecords(desk)
            for number, line in enumerate(lines, 1):
                record = record_in(number, line)
                is_known = record is not None and records.has(record, number)
                merge.kept += is_known
                with naming_temporary_folder():
                    remaining.write(b"\n" if is_known else line)  # an empty line keeps the line numbers
        remaining.seek(0)
        yield merge


class _KnownRecords:
    """The records of a desk in the form of an export."""

    def __init__(self, desk: Reader) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk_zone(desk))
        self._shipped = ShippedRecords(desk)
        packaged = {(source.id, source.version) for source in packaged_policies()}
        self._tickets = TicketOutput(desk, self._zone, packaged)

    def has(self, record: Record, line: int) -> bool:
        """Return whether the desk has a record; raises `BadData` if it has a different one with its id."""
        noun, name = record.get("type"), record.get("id")
        if noun == "ticket":
            return self._has_ticket(record, line)
        if noun == "meta":
            self._shipped.check_zone(str(record.get("tz")), line)
            return self._stored(RECORD_SHAPES[noun], record) is not None
        if noun == POLICY.noun:
            return self._has_policy(name, record.get("version"))
        if noun not in _SHAPES:
            return False
        stored = self._stored(_SHAPES[noun], record)
        if stored is None:
            return False
        field = _difference(record, stored)
        if noun != _BYTES and field is not None and not self._shipped.includes(noun, str(name)):
            raise differs(line, noun, str(name), field)
        return field is None

    def _has_ticket(self, record: Record, line: int) -> bool:
        try:
            stored = self._tickets.record(ticket_number(record.get("id")))
        except (TypeError, ValueError):
            return False  # the import reports the mistake
        if stored is None:
            return False
        field = _difference(record, stored)
        if field is not None and not _is_earlier(record, stored):
            raise differs(line, "ticket", str(record["id"]), ACTION.noun if _continues(record, stored) else field)
        return True

    def _has_policy(self, name: Any, version: Any) -> bool:
        """Return whether a version of a policy is installed; its name contains the hash of its content."""
        if not isinstance(name, str) or not isinstance(version, str):
            return False  # the import reports the mistake
        known = "SELECT 1 FROM policy_version WHERE id = ? AND version = ?"
        return self._desk.execute(known, (name, version)).fetchone() is not None

    def _stored(self, shape: Shape, record: Record) -> Record | None:
        names = _KEYS.get(shape.noun, _ID)
        keys = [field.stored_as for name in names for field in shape.fields if field.name == name]
        columns = column_list(shape.columns)
        condition = " AND ".join(f'"{key}" = ?' for key in keys)
        values = [record.get(name) for name in names]
        if not all(isinstance(value, (str, int)) for value in values):
            return None
        row = self._desk.execute(f'SELECT {columns} FROM "{shape.stored_in}" WHERE {condition}', values).fetchone()
        return None if row is None else shape.as_object(row, self._zone)


def _difference(record: Record, stored: Record) -> str | None:
    """Return the first field in which a record differs from the stored one."""
    names = [*record, *(name for name in stored if name not in record)]
    return next((name for name in names if name not in _NOT_COMPARED and not _same(record, stored, name)), None)


def _is_earlier(record: Record, stored: Record) -> bool:
    """Return whether a ticket of a file is an earlier state of the stored one."""
    actions = _actions(record)
    is_same_ticket = all(_same(record, stored, name) for name in _UNCHANGING)
    return is_same_ticket and bool(actions) and actions == _actions(stored)[: len(actions)] != _actions(stored)


def _continues(record: Record, stored: Record) -> bool:
    return _actions(record)[: len(_actions(stored))] == _actions(stored) != _actions(record)


def _actions(record: Record) -> list[Any]:
    return [_plain(action) for action in record.get(ACTION.noun) or ()]


def _same(record: Record, stored: Record, name: str) -> bool:
    return bool(_plain(record.get(name)) == _plain(stored.get(name)))


def _plain(value: Any) -> Any:
    """Return a value for comparison: times as numbers, without empty values."""
    if isinstance(value, dict):
        return {name: plain for name, one in value.items() if (plain := _plain(one)) is not None}
    if isinstance(value, list):
        return [_plain(one) for one in value] or None
    if isinstance(value, str) and "T" in value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return moment.timestamp() if moment.tzinfo else value
    return value
