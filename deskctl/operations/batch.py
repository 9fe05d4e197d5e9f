"""Many operations in a row: JSON Lines in, one result a line out, each committed before it is reported."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.desk.case_cache import CaseCache
from deskctl.errors import BadData, DeskError, Refused, Usage
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import read_time
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.changed_clocks import changed_clocks
from deskctl.operations.framework.base import Operation, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.values import read_moment
from deskctl.operations.perform import OperationResult, RequestContext, is_alone, perform_in
from deskctl.operations.records_by_key import is_key, resolve_keys, ticket_by_key
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.open import discarded_transaction, open_reader, open_writer, retried, writing_once
from deskctl.store.port import Transaction, Writer

_STDIN = "-"
_BATCH_UNDONE = "batch_undone"
_CALL_KEYS = ("do", "ticket", "at", "actor", "key", "note", "if_seq")


@dataclass(frozen=True, slots=True)
class _Line:
    """An action as it was read; `ticket` may be the key of the action that opened it."""

    operation: Operation
    ticket: int | str | None
    context: RequestContext

    def perform(self, conn: Transaction, cases: CaseCache) -> OperationResult:
        """Perform the action in an open transaction."""
        ticket = ticket_by_key(conn, self.ticket) if isinstance(self.ticket, str) else self.ticket
        return perform_in(conn, resolve_keys(conn, self.operation), ticket, self.context, cases)

    def commit(self, writer: Writer, cases: CaseCache) -> OperationResult:
        """Perform the action in its own transaction."""
        ticket = None if isinstance(self.ticket, str) else self.ticket
        try:
            with writer.transaction(alone=is_alone(self.operation, self.ticket), ticket=ticket) as conn:
                return self.perform(conn, cases)
        except BaseException:
            cases.forget()
            raise


def run_batch(
    store: str,
    lines: Iterable[bytes | str],
    *,
    atomic: bool,
    context: RequestContext,
    on_copied: Callable[[int, int], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Perform each line and yield its result; with `atomic` a refusal undoes everything, and no line is done.

    A dry run performs the lines one after another as well, in a transaction that is discarded: of a file it makes a
    private copy, and `on_copied` receives how many pages of a large one are copied, and their total.
    """
    if context.dry_run:
        transaction = discarded_transaction(store, on_copied)
        yield from _in_one_transaction(store, transaction, lines, context, atomic=atomic)
        return
    if atomic:
        yield from _in_one_transaction(store, writing_once(store), lines, context, atomic=True)
        return
    cases, zone_name = CaseCache(), _zone_once(store)
    with _existing_objects_frozen(), closing(open_writer(store)) as writer:
        for number, line in _nonblank_lines(lines):
            try:
                read = _read(line, context, zone_name)
                done = retried(store, partial(read.commit, writer, cases))
            except DeskError as error:
                yield _refused(number, error)
            else:
                done.finish(store)
                yield _done(number, done)


@contextmanager
def _existing_objects_frozen() -> Iterator[None]:
    """Exempt the objects that exist already from garbage collection: scanning them would keep other writers waiting."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _in_one_transaction(
    store: str,
    transaction: AbstractContextManager[Transaction],
    lines: Iterable[bytes | str],
    context: RequestContext,
    *,
    atomic: bool,
) -> Iterator[dict[str, Any]]:
    """Perform the lines and yield their results; the first refusal of an atomic batch undoes the others."""
    results: list[dict[str, Any]] = []
    read_lines = list(_nonblank_lines(lines))  # read before the lock is taken, so that nobody waits for it
    with suppress(_BatchUndone), transaction as conn:
        runner = _LineRunner(conn, context, _zone_once(store))
        for number, line in read_lines:
            results.append(runner.result_of(number, line))
            if atomic:
                _require_done(results[-1])
    if atomic and results and not results[-1]["ok"]:
        yield from _all_undone([number for number, _line in read_lines], results[-1])
    else:
        yield from results


def _all_undone(numbers: Sequence[int], refused: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the results of an atomic batch of which one line was refused."""
    failed = refused["line"]
    why = Refused(N_("Line {line} failed, so nothing of this batch was recorded."), line=failed, code=_BATCH_UNDONE)
    for number in numbers:
        yield dict(refused) if number == failed else _refused(number, why)


class _BatchUndone(Exception):
    """Undoes an atomic batch at its first refusal."""


def _require_done(result: Mapping[str, Any]) -> None:
    if not result["ok"]:
        raise _BatchUndone


class _LineRunner:
    """Performs the lines of a batch in one transaction."""

    def __init__(self, conn: Transaction, context: RequestContext, zone_name: Callable[[], str]) -> None:
        self._conn = conn
        self._context = context._replace(dry_run=False)
        self._is_dry = context.dry_run
        self._zone_name = zone_name
        self._cases = CaseCache()

    def result_of(self, number: int, line: bytes | str) -> dict[str, Any]:
        """Return the result of a line; a dry run adds the events and the clocks that would change."""
        try:
            done = _read(line, self._context, self._zone_name).perform(self._conn, self._cases)
        except DeskError as error:
            self._cases.forget()
            return _refused(number, error)
        result = _done(number, done)
        return {**result, **self._preview(done)} if self._is_dry else result

    def _preview(self, done: OperationResult) -> dict[str, Any]:
        at, local = int(self._context.now.timestamp()), ZoneInfo(self._zone_name())
        clocks = changed_clocks(done.changes, at, local)
        return {"dry_run": True, "events": list(done.events), "clocks": clocks}


def _nonblank_lines(lines: Iterable[bytes | str]) -> Iterator[tuple[int, bytes | str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read(line: bytes | str, context: RequestContext, zone_name: Callable[[], str]) -> _Line:
    entry = _object(line)
    do = entry.get("do")
    if not isinstance(do, str) or "." not in do:
        raise BadData(N_("`do` must name an operation such as {example}."), field="do", example="call.log")
    kind = find(*do.split(".", 1))
    if entry.get("file") == _STDIN:
        raise BadData(N_("In a batch a file is named by its path."), field="file")
    own = () if kind.on_ticket else {field.name for field in fields_of(kind)}
    operation = kind.of({name: value for name, value in entry.items() if name in own or name not in _CALL_KEYS})
    ticket = entry.get("ticket") if kind.on_ticket else None
    return _Line(operation, _ticket(ticket), _context(entry, context, zone_name))


def _ticket(value: Any) -> int | str | None:
    if value is None or is_key(value):
        key: str | None = value
        return key
    return ticket_number(str(value))


def _zone_once(store: str) -> Callable[[], str]:
    """Return a function that reads the zone of the desk on its first call only."""

    @cache
    def read() -> str:
        with closing(open_reader(store)) as conn:
            return desk_zone(conn)

    return read


def _moment(value: Any, now: datetime, zone_name: Callable[[], str]) -> datetime:
    """Return a time as `--at` takes it; a full date and time needs its offset here."""
    try:
        return read_moment("at", value)
    except BadData:
        if not isinstance(value, str) or _is_full(value):
            raise
        try:
            return read_time(value, now=now, zone=zone_name())
        except Usage as wrong:
            raise BadData(wrong.template, field="at", **wrong.values) from None


def _is_full(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _context(entry: Mapping[str, Any], context: RequestContext, zone_name: Callable[[], str]) -> RequestContext:
    return context._replace(
        at=context.at if entry.get("at") is None else _moment(entry["at"], context.now, zone_name),
        actor=context.actor if entry.get("actor") is None else _text(entry, "actor"),
        key=_text(entry, "key"),
        if_seq=None if entry.get("if_seq") is None else str(entry["if_seq"]),
        note=_text(entry, "note") or "",
    )


def _object(line: bytes | str) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadData(N_("This line is not JSON.")) from error
    if not isinstance(entry, dict):
        raise BadData(N_("This line is not a JSON object."))
    return entry


def _text(entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is not None and not isinstance(value, str):
        raise BadData(N_("{field} must be a text."), field=name)
    return value


def _done(number: int, done: OperationResult) -> dict[str, Any]:
    ticket = None if done.ticket is None else ticket_name(done.ticket)
    result: dict[str, Any] = {"line": number, "ok": True, "ticket": ticket, "action": done.action}
    if done.repeated:
        result["repeated"] = True
    return {**result, "warnings": [notice.text(_) for notice in done.notices]} if done.notices else result


def _refused(number: int, error: DeskError) -> dict[str, Any]:
    return {"line": number, "ok": False, "error": error.as_object(_)}
