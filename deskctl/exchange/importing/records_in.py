"""Masters into the staging: each line checked, then written a few hundred at a time."""

from collections import Counter
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.passwords import hashed
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.row_reading import Reading, identified, nullable_columns
from deskctl.exchange.shapes.import_errors import unknown_type, wrong
from deskctl.exchange.shapes.record_shapes import MASTERS, POLICY
from deskctl.store.port import Connection
from deskctl.store.sqlite.bulk_import.staging import insertion

BATCH = 300


class MasterIntake:
    """Takes records of every type but the ticket."""

    def __init__(self, conn: Connection, references: References) -> None:
        self._conn = conn
        self._references = references
        self.counts: Counter[str] = Counter()
        self._readings = {
            noun: Reading(shape, references, nullable_columns(conn, shape.stored_in))
            for noun, shape in (*MASTERS.items(), (POLICY.noun, POLICY))
        }
        self._waiting: dict[str, list[tuple[Any, ...]]] = {noun: [] for noun in self._readings}

    def take(self, record: Record, line: int) -> None:
        """Check one record and keep it for writing; raises `BadData`."""
        noun = record.get("type")
        if not isinstance(noun, str) or noun not in self._readings:
            raise unknown_type(line, noun)
        if noun == "course_account":
            record = _without_password(record, line)
        values = tuple(self._readings[noun].values(record, line).values())
        if noun != POLICY.noun:
            self._references.add(noun, identified(record, line), line)
        self.counts[noun] += 1
        self._waiting[noun].append(values)
        if len(self._waiting[noun]) >= BATCH:
            self._write(noun)

    def finish(self) -> None:
        """Write what is still waiting."""
        for noun in self._waiting:
            self._write(noun)

    def _write(self, noun: str) -> None:
        rows, shape = self._waiting[noun], self._readings[noun].shape
        statement = insertion(shape.stored_in, shape.columns)
        if noun == POLICY.noun:
            statement += " ON CONFLICT DO NOTHING"
        self._conn.executemany(statement, rows)
        rows.clear()


def _without_password(record: Record, line: int) -> Record:
    """Put a hash in the place of a password told in clear."""
    if "demo_password" not in record:
        return record
    given = record["demo_password"]
    if not isinstance(given, str):
        raise wrong(line, "demo_password", given, "a text")
    kept = {name: value for name, value in record.items() if name != "demo_password"}
    return {**kept, "password_hash": hashed(given, identified(record, line))}
