"""Importing a file into a desk, all or nothing."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from deskctl import clock
from deskctl.config.store_address import is_server
from deskctl.errors import BadData
from deskctl.exchange.attachment_import import stage_files
from deskctl.exchange.importing.lines import Source, records, rewindable
from deskctl.exchange.importing.record_import import RecordImporter
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.tickets.ownership import Ownership
from deskctl.exchange.importing.tickets.policy_pinning import PolicyPins
from deskctl.exchange.importing.tickets.staged_form import AS_LINES, AS_ROWS, StagedForm
from deskctl.exchange.importing.tickets.ticket_blocks import ticket_blocks, worker_count
from deskctl.exchange.importing.tickets.ticket_import import TicketImporter
from deskctl.exchange.importing.tickets.ticket_reading import TicketReader
from deskctl.exchange.importing.tickets.ticket_rows import Mark
from deskctl.exchange.shapes.import_errors import duplicate
from deskctl.exchange.shapes.kinds import ticket_number
from deskctl.exchange.shapes.record_shapes import HISTORY, MAIL_SEEN, OUTBOX_TRY, POLICY, RECORD_SHAPES, STEP_KEY
from deskctl.sla.facts import Instant, instant
from deskctl.store.digest import blake2b
from deskctl.store.open import ensure_current, open_reader, require_owner, translated_errors
from deskctl.store.port import Reader
from deskctl.store.sqlite.bulk_import.apply import RecordConflict, apply_staging, discard_staging, finish_import
from deskctl.store.sqlite.bulk_import.context_copy import copied_context
from deskctl.store.sqlite.bulk_import.resume_mark import importing
from deskctl.store.sqlite.bulk_import.staged_lines import schema_of_lines
from deskctl.store.sqlite.bulk_import.staging import Schema, StagingWriter, filling, schema_in
from deskctl.store.sqlite.bulk_import.staging_contents import TICKET
from deskctl.store.wait_limit import wait_limit
from deskctl.temporary_files import temporary_folder

Progress = Callable[[int], None]
"""Called with the number of records read so far."""

OnSaved = Callable[[int, int], None]
"""Called with the number of tickets stored so far, and with their total."""

_WRITTEN_OUT = 12  # blocks of tickets
_PIECE, _DIGEST = 1 << 20, 16
_BESIDE = (POLICY, HISTORY, STEP_KEY, MAIL_SEEN, OUTBOX_TRY)
_TABLES = tuple(shape.stored_in for shape in (*RECORD_SHAPES.values(), *_BESIDE))


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import: the number of records, of tickets, and of records of each type."""

    records: int
    tickets: int
    counts: dict[str, int] = field(default_factory=dict)


def read_desk(
    source: Source,
    store: str,
    *,
    now: datetime | None = None,
    actor: str | None = None,
    on_progress: Progress | None = None,
    on_saved: OnSaved | None = None,
    files: str | None = None,
    workers: int | None = None,
) -> ImportResult:
    """Import the records of a path or stream into a store, marked as imported by the actor.

    The file is read and checked into a staging file beside the store before anything is changed. Its content is then
    applied, in batches if it is large; an interrupted import is finished by the next one, or by repeating it. With
    `now`, actions after that time are refused. `files` is a folder with the bytes of files that the file lacks.
    `workers` is the number of processes that read tickets beside this one, None if it follows from the size.

    Raises `BadData` with line and field of the first mistake, and leaves the store unchanged; `NotFound` if the file
    does not exist; `StoreUnusable`.
    """
    ensure_current(store)
    require_owner(store)
    report_saved = on_saved or (lambda _done, _total: None)
    with rewindable(source) as lines:
        mark = Mark(instant(now or clock.now()), actor or "", _digest(lines))
        latest = None if now is None else instant(now)
        reading = _ReadOptions(mark, latest, on_progress or (lambda _: None), files, workers)
        take = _import_to_server if is_server(store) else _import_to_file
        return _result(take(lines, store, reading, report_saved))


def check_desk(
    source: Source,
    store: str,
    *,
    now: datetime | None = None,
    on_progress: Progress | None = None,
    files: str | None = None,
    workers: int | None = None,
) -> ImportResult:
    """Check the records of a path or stream as `read_desk` does, without saving them and without any lock."""
    require_owner(store)
    with rewindable(source) as lines, temporary_folder() as folder:
        mark = Mark(instant(now or clock.now()), "", "")
        latest = None if now is None else instant(now)
        reading = _ReadOptions(mark, latest, on_progress or (lambda _: None), files, workers)
        with translated_errors(store), closing(open_reader(store)) as desk:
            on_server = is_server(store)
            schema, form = (schema_of_lines, AS_LINES) if on_server else (schema_in(desk), AS_ROWS)
            counts, _floors = _staged(lines, str(folder / "desk"), desk, schema, form, reading)
    return _result(counts)


@dataclass(frozen=True, slots=True)
class _ReadOptions:
    """The options of reading; `latest` is the latest time of an action."""

    mark: Mark
    latest: Instant | None
    on_progress: Progress
    files: str | None
    workers: int | None


def _import_to_file(lines: BinaryIO, store: str, reading: _ReadOptions, on_saved: OnSaved) -> Mapping[str, int]:
    """Import into a file; an interrupted import is finished first."""
    with importing(store, wait_limit()):
        finished = finish_import(store, on_saved)
        if finished is not None and finished.source == reading.mark.source:
            return finished.counts
        try:
            with closing(open_reader(store)) as desk:
                counts, floors = _staged(lines, store, desk, schema_in(desk), AS_ROWS, reading)
            _refuse(lines, apply_staging(store, floors, on_saved))
        finally:
            discard_staging(store)
    return counts


def _import_to_server(lines: BinaryIO, store: str, reading: _ReadOptions, on_saved: OnSaved) -> Mapping[str, int]:
    """Stage on this machine, and then apply everything at once on the server."""
    from deskctl.store.postgres.writing import bulk_import as server

    with temporary_folder() as folder:
        beside = str(folder / "desk")
        with translated_errors(store), closing(open_reader(store)) as desk:
            desk.execute("BEGIN")
            counts, floors = _staged(lines, beside, desk, schema_of_lines, AS_LINES, reading)
        _refuse(lines, server.apply_staging(store, beside, floors, on_saved))
    return counts


def _staged(
    lines: BinaryIO, beside: str, desk: Reader, schema: Schema, form: StagedForm, reading: _ReadOptions
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Fill the staging; return the number of records of each type, and the last rowids that the desk had before."""
    begin = lines.tell()
    with translated_errors(beside), filling(beside, desk, (*_TABLES, *form.columns), schema) as staging:
        counts = _stage(lines, desk, staging, form, reading)
        staging.finish(reading.mark.source, counts)
    lines.seek(begin)
    return counts, staging.floors


def _refuse(lines: BinaryIO, clash: RecordConflict | None) -> None:
    if clash is not None:
        raise _refusal(lines, clash)


def _stage(
    lines: BinaryIO, desk: Reader, staging: StagingWriter, form: StagedForm, reading: _ReadOptions
) -> Mapping[str, int]:
    """Check and stage every line; return the number of records of each type."""
    references, pinning = References(desk, staging.conn, RECORD_SHAPES), PolicyPins(staging.conn)
    ownership = Ownership(desk, staging.conn)
    reference = RecordImporter(desk, staging.conn, references)
    tickets = TicketImporter(staging.conn, references, ownership, form)
    reader = TicketReader(references, pinning, reading.mark, form, latest=reading.latest)
    first = lines.tell()
    for line, record in records(lines, tickets=False):
        reference.take(record, line)
    reference.finish()
    if reading.files is not None:
        stage_files(reading.files, desk, staging.conn)
    references.settle()
    pinning.read_contracts(ZoneInfo(staging.zone(desk)))
    lines.seek(first)
    workers = worker_count(lines) if reading.workers is None else reading.workers
    with closing(ticket_blocks(lines, reader, copied_context(staging.conn), workers)) as blocks:
        for place, block in enumerate(blocks, 1):
            tickets.take(block)
            reading.on_progress(reference.counts.total() + tickets.count)
            if place % _WRITTEN_OUT == 0:
                staging.write_out()
    references.settle_tickets()
    ownership.settle()
    reading.on_progress(reference.counts.total() + tickets.count)
    return {**reference.counts, "ticket": tickets.count}


def _result(counts: Mapping[str, int]) -> ImportResult:
    return ImportResult(sum(counts.values()), counts["ticket"], dict(counts))


def _digest(lines: BinaryIO) -> str:
    """Return the digest of a file's content."""
    begin, digest = lines.tell(), blake2b(digest_size=_DIGEST)
    while piece := lines.read(_PIECE):
        digest.update(piece)
    lines.seek(begin)
    return digest.hexdigest()


def _refusal(lines: BinaryIO, clash: RecordConflict) -> BadData:
    """Return the error for a record that was created in the desk while the file was read, with its line."""
    is_ticket = clash.noun == TICKET
    for line, record in records(lines, tickets=is_ticket):
        name = record["id"]
        if record["type"] == clash.noun and (ticket_number(name) if is_ticket else name) == clash.name:
            return duplicate(line, clash.noun, name)
    raise LookupError(clash.noun)
