"""Export a desk as a file."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from deskctl.exchange.attachment_export import write_files
from deskctl.exchange.importing.lines import Record
from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.record_shapes import (
    HISTORY,
    MAIL_SEEN,
    OUTBOX_TRY,
    PASSWORD,
    POLICY,
    RECORD_SHAPES,
    STEP_KEY,
)
from deskctl.exchange.ticket_export import TicketOutput
from deskctl.policy_file.read import packaged_policies
from deskctl.safe_text import json_text
from deskctl.sla.facts import Instant
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import ticket_name_sql
from deskctl.store.open import open_reader, translated_errors
from deskctl.store.port import Reader, stream
from deskctl.store.row_statements import column_list


class Stream(Protocol):
    """The output of an export; a stream with an `encoding` takes text, others take bytes."""

    def write(self, data: Any, /) -> Any:
        """Write some lines."""


INLINE, NONE = "inline", "none"


@dataclass(frozen=True, slots=True)
class Parts:
    """What is exported besides the records.

    The bytes of `files` are exported as lines (`inline`), to a folder, or not at all (`none`); the hashes of passwords
    only with `passwords`.
    """

    files: str = INLINE
    passwords: bool = False


ALL_BUT_PASSWORDS = Parts()

_CHANGED = f'"of" IN (SELECT {ticket_name_sql("number")} FROM ticket WHERE changed_at >= ?)'
_OF_CHANGED = f"FROM attachment WHERE {_CHANGED} AND purged_at IS NULL"
_ORDER = {
    HISTORY.noun: "noun, id, seq",
    STEP_KEY.noun: "key",
    MAIL_SEEN.noun: "account, folder, uidvalidity, uid",
    OUTBOX_TRY.noun: "outbox, no",
}
"""Table -> order of its rows, for tables without rowid."""


def write_desk(store: str, stream: Stream, *, since: Instant | None = None, parts: Parts = ALL_BUT_PASSWORDS) -> int:
    """Write a consistent snapshot of a desk to a stream of text or bytes; return the number of lines.

    With `since`, write only the tickets on which something was recorded from then on, and their files.
    """
    with translated_errors(store), closing(open_reader(store)) as conn:
        conn.execute("BEGIN")
        if since is None and parts.files not in {INLINE, NONE}:
            write_files(conn, parts.files)
        count = 0
        for count, record in enumerate(_records(conn, since, parts), 1):  # noqa: B007 - counted
            _write(stream, json_text(json.dumps(record, ensure_ascii=False)) + "\n")
        return count


def _write(stream: Stream, line: str) -> None:
    stream.write(line if hasattr(stream, "encoding") else line.encode("utf-8"))


def _records(conn: Reader, since: Instant | None, parts: Parts) -> Iterator[Record]:
    zone = ZoneInfo(desk_zone(conn))
    packaged = {(source.id, source.version) for source in packaged_policies()}
    if since is None:
        for shape in RECORD_SHAPES.values():
            if shape is RECORD_SHAPES["blob"] and parts.files != INLINE:
                continue
            for record in _reference_records(conn, shape, zone):
                if PASSWORD in record and not (parts.passwords and record[PASSWORD]):
                    del record[PASSWORD]
                yield record
        for record in _reference_records(conn, POLICY, zone):
            if (record["id"], record["version"]) not in packaged:
                yield record
        for shape in (HISTORY, STEP_KEY, MAIL_SEEN, OUTBOX_TRY):
            yield from _reference_records(conn, shape, zone)
    else:
        yield from _files_since(conn, since, zone, parts)
    yield from TicketOutput(conn, zone, packaged).records(since)


def _files_since(conn: Reader, since: Instant, zone: tzinfo, parts: Parts) -> Iterator[Record]:
    """Yield the files of the tickets changed since then, with their bytes if these are exported as lines."""
    blobs = f"substr(id, 1, 64) IN (SELECT sha256 {_OF_CHANGED})"
    for noun, condition in (("attachment", _CHANGED), ("blob", blobs)):
        shape = RECORD_SHAPES[noun]
        if noun == "attachment" or parts.files == INLINE:
            columns = column_list(shape.columns)
            rows = conn.execute(f'SELECT {columns} FROM "{shape.stored_in}" WHERE {condition} ORDER BY rowid', (since,))
            for row in rows:
                yield {"type": shape.noun, **shape.as_object(row, zone)}


def _reference_records(conn: Reader, shape: Shape, zone: tzinfo) -> Iterator[Record]:
    columns = column_list(shape.columns)
    order = _ORDER.get(shape.noun, "rowid")
    for row in stream(conn, f'SELECT {columns} FROM "{shape.stored_in}" ORDER BY {order}'):
        yield {"type": shape.noun, **shape.as_object(row, zone)}
