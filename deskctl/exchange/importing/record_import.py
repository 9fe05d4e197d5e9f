"""Staging reference records: each line is checked, and rows are written in batches."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from deskctl.desk.passwords import hash_password
from deskctl.exchange.importing.history_import import HistoryImporter
from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.row_reading import PreparedShape
from deskctl.exchange.importing.shipped_records import ShippedRecords
from deskctl.exchange.shapes.import_errors import key_reused, unknown_type, wrong
from deskctl.exchange.shapes.record_shapes import HISTORY, MAIL_SEEN, OUTBOX_TRY, POLICY, RECORD_SHAPES, STEP_KEY
from deskctl.models.records import record as model
from deskctl.store.port import Connection, Reader
from deskctl.store.row_statements import insertion

BATCH, _LARGE_BATCH = 300, 8
_BLOB = "blob"
_SHAPES = {**RECORD_SHAPES, **{shape.noun: shape for shape in (POLICY, STEP_KEY, MAIL_SEEN, OUTBOX_TRY)}}
"""Type -> its shape, for every type but tickets and history."""
_KNOWN_ALREADY = frozenset({POLICY.noun, MAIL_SEEN.noun, OUTBOX_TRY.noun})
"""Types whose records may exist already; importing one again has no effect."""
_KNOWN_PIECE = "SELECT 1 FROM blob WHERE id = ?"
_NO_PASSWORD = ""
_KNOWN_KEY = "SELECT 1 FROM receipt WHERE key = ?"


class RecordImporter:
    """Stages records of every type but the ticket."""

    def __init__(self, desk: Reader, conn: Connection, references: References) -> None:
        self._desk = desk
        self._conn = conn
        self._keys: set[str] = set()
        self._shipped = ShippedRecords(desk)
        self._history = HistoryImporter(desk, conn, references)
        self._references = references
        self.counts: Counter[str] = Counter()
        self._readings: dict[str, PreparedShape] = {}
        self._waiting: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def take(self, record: Record, line: int) -> None:
        """Check one record and add it to its batch; raises `BadData`."""
        noun = record.get("type")
        if noun == HISTORY.noun:
            self._history.take(record, line)
            self.counts[HISTORY.noun] += 1
            return
        if not isinstance(noun, str) or noun not in _SHAPES:
            raise unknown_type(line, noun)
        if noun == "course_account":
            record = _without_password(record, line)
        values = self._reading(noun).values(record, line)
        self.counts[noun] += 1
        if noun == STEP_KEY.noun:
            self._refuse_known_key(values["key"], line)
        elif noun not in _KNOWN_ALREADY and not self._is_new(noun, values, line):
            return
        self._waiting[noun].append(tuple(values.values()))
        if len(self._waiting[noun]) >= (_LARGE_BATCH if noun == _BLOB else BATCH):
            self._write(noun)

    def _reading(self, noun: str) -> PreparedShape:
        """Return the prepared shape of a type, which is prepared when the type first occurs."""
        if noun not in self._readings:
            shape = _SHAPES[noun]
            self._readings[noun] = PreparedShape(shape, self._references, model(shape.stored_in).nullable)
        return self._readings[noun]

    def _refuse_known_key(self, key: str, line: int) -> None:
        if key in self._keys or self._desk.execute(_KNOWN_KEY, (key,)).fetchone() is not None:
            raise key_reused(line, key)
        self._keys.add(key)

    def _is_new(self, noun: str, values: Mapping[str, Any], line: int) -> bool:
        """Register a record; return False if the desk was created with an equal one."""
        name = values["id"]
        if noun == _BLOB:  # the same bytes under the same name, however often
            return self._references.first_time(noun, name) and not self._is_stored(name)
        if noun == "meta":
            self._shipped.check_zone(values["tz"], line)
        if values.get("external_id"):
            self._references.add_external(noun, values["external_id"], line)
        if self._shipped.includes(noun, name) and self._references.first_time(noun, name):
            return self._shipped.is_replaced(noun, name, tuple(values.values()))
        self._references.add(noun, name, line)
        return True

    def _is_stored(self, piece: str) -> bool:
        return self._desk.execute(_KNOWN_PIECE, (piece,)).fetchone() is not None

    def finish(self) -> None:
        """Write the remaining batches."""
        for noun in self._waiting:
            self._write(noun)
        self._history.finish()

    def _write(self, noun: str) -> None:
        rows, shape = self._waiting[noun], _SHAPES[noun]
        statement = insertion(shape.stored_in, shape.columns)
        if noun in _KNOWN_ALREADY:
            statement += " ON CONFLICT DO NOTHING"
        self._conn.executemany(statement, rows)
        rows.clear()


def _without_password(record: Record, line: int) -> Record:
    """Replace a plain password by its hash; without either the account has no password yet."""
    if "demo_password" not in record:
        return {"password_hash": _NO_PASSWORD, **record}
    password = record["demo_password"]
    if not isinstance(password, str):
        raise wrong(line, "demo_password", password, "a text")
    kept = {name: value for name, value in record.items() if name != "demo_password"}
    return {**kept, "password_hash": hash_password(password)}
