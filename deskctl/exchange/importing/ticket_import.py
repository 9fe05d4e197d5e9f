"""Staging tickets: each line is checked with all its parts, and rows are written in batches."""

from collections import defaultdict
from typing import Any

from deskctl.exchange.importing.action_data import check_data
from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.ownership import Ownership
from deskctl.exchange.importing.policy_pinning import PolicyPins
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.row_reading import PreparedShape, nullable_columns
from deskctl.exchange.importing.ticket_rows import COLUMNS, ImportedTicket, Mark, rows_of
from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.import_errors import duplicate, in_the_future, missing, wrong
from deskctl.exchange.shapes.ticket_shapes import (
    ACTION,
    AFFECTED_SITES,
    ASSETS,
    ATTACHED,
    EVALUATION,
    OUTSIDER,
    PINNED,
    REPORT,
    TICKET_SHAPE,
)
from deskctl.names import ticket_name
from deskctl.sla.events import EVENTS
from deskctl.sla.facts import Instant
from deskctl.store.port import Connection
from deskctl.store.row_statements import insertion

_BATCH = 80
"""So many tickets are written at a time: each has some forty rows, which wait in memory."""

_LISTED = (ASSETS, AFFECTED_SITES)
_PARTS = (ACTION, REPORT, EVALUATION, *ATTACHED)
_OPTIONAL = frozenset({AFFECTED_SITES.noun, *(shape.noun for shape in ATTACHED)})
_PART_NAMES = (*(shape.noun for shape in (*_LISTED, *_PARTS)), *PINNED)


class TicketImporter:
    """Stages tickets, once all reference records are known."""

    def __init__(
        self,
        conn: Connection,
        references: References,
        pinning: PolicyPins,
        ownership: Ownership,
        mark: Mark,
        *,
        latest: Instant | None = None,
    ) -> None:
        self._conn = conn
        self._references = references
        self._pinning = pinning
        self._ownership = ownership
        self._mark = mark
        self._latest = latest
        self.count = 0
        nullable = nullable_columns(conn, TICKET_SHAPE.stored_in)
        self._ticket = PreparedShape(TICKET_SHAPE, references, nullable, _PART_NAMES)
        self._parts = {
            shape.noun: PreparedShape(shape, references, _nullable(conn, shape), (OUTSIDER,) if shape is ACTION else ())
            for shape in _PARTS
        }
        self._waiting: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._lines: dict[int, int] = {}

    def take(self, record: Record, line: int) -> None:
        """Check one ticket and add its rows to the batch; raises `BadData`."""
        ticket = self._read_ticket(record, line)
        self._ownership.check(record, line)
        if ticket.columns["external_id"]:
            self._references.add_external("ticket", ticket.columns["external_id"], line)
        if ticket.number in self._lines:
            raise duplicate(line, "ticket", ticket_name(ticket.number))
        policy = self._pinning.policy_of(record, line)
        for table, rows in rows_of(ticket, policy, self._mark).items():
            self._waiting[table] += rows
        self._lines[ticket.number] = line
        self.count += 1
        if len(self._lines) >= _BATCH:
            self._write()

    def finish(self) -> None:
        """Write the remaining batch."""
        self._write()

    def _read_ticket(self, record: Record, line: int) -> ImportedTicket:
        columns = self._ticket.values(record, line)
        parts = {shape.stored_in: self._listed(record, shape.noun, line) for shape in _LISTED}
        parts[ACTION.stored_in] = self._actions(record, line)
        parts[REPORT.stored_in] = self._reports(record, {step["actor"] for step in parts[ACTION.stored_in]}, line)
        self._one(record, EVALUATION.noun, line)
        for shape in ATTACHED:
            parts[shape.stored_in] = self._one(record, shape.noun, line)
        owner = record.get("owner_initial")
        if owner is not None:
            self._check_staff(owner, line)
        return ImportedTicket(line, record, columns, parts)

    def _actions(self, record: Record, line: int) -> list[dict[str, Any]]:
        actions = self._many(record, ACTION.noun, "seq", line)
        for place, (action, entry) in enumerate(zip(actions, record[ACTION.noun], strict=True)):
            where = f"{ACTION.noun}[{place}]"
            if action["event"] not in EVENTS:
                raise wrong(line, f"{where}.event", action["event"], "an event")
            if entry.get(OUTSIDER) is not True:
                self._references.check_actor(action["actor"], line, f"{where}.actor")
            check_data(action["event"], entry["data"], self._references, line, f"{where}.data")
            if action["recorded_at"] is None:
                action["recorded_at"] = action["at"]
            if self._latest is not None and max(action["at"], action["recorded_at"]) > self._latest:
                name = "at" if action["at"] > self._latest else "recorded_at"
                raise in_the_future(line, f"{where}.{name}", entry.get(name))  # nothing could be recorded before it
        return actions

    def _reports(self, record: Record, actors: set[str], line: int) -> list[dict[str, Any]]:
        reports = self._many(record, REPORT.noun, "version", line)
        for place, report in enumerate(reports):
            if report["author"] not in actors:
                self._references.check(("staff",), report["author"], line, f"{REPORT.noun}[{place}].author")
        return reports

    def _many(self, record: Record, noun: str, key: str, line: int) -> list[dict[str, Any]]:
        entries = _part(record, noun, line)
        if not isinstance(entries, list):
            raise wrong(line, noun, entries, "a list")
        rows = [self._parts[noun].values(part, line, f"{noun}[{place}].") for place, part in enumerate(entries)]
        keys = set()
        for place, row in enumerate(rows):
            if row[key] in keys or row[key] < 1:
                raise duplicate(line, noun, str(row[key]), f"{noun}[{place}].{key}")
            keys.add(row[key])
        return rows

    def _one(self, record: Record, noun: str, line: int) -> list[dict[str, Any]]:
        entry = _part(record, noun, line)
        return [] if entry is None else [self._parts[noun].values(entry, line, f"{noun}.")]

    def _listed(self, record: Record, noun: str, line: int) -> list[dict[str, Any]]:
        to = "asset" if noun == ASSETS.noun else "site"
        names = _part(record, noun, line)
        if names is None and noun in _OPTIONAL:
            return []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise wrong(line, noun, names, "a list of texts")
        for place, name in enumerate(names):
            self._references.check((to,), name, line, f"{noun}[{place}]")
        return [{to: name} for name in names]

    def _check_staff(self, owner: Any, line: int) -> None:
        if not isinstance(owner, str):
            raise wrong(line, "owner_initial", owner, "an id")
        self._references.check(("staff",), owner, line, "owner_initial")

    def _write(self) -> None:
        self._references.refuse_known_tickets(self._lines)
        for table, columns in COLUMNS.items():
            self._conn.executemany(insertion(table, columns), self._waiting[table])
            self._waiting[table].clear()
        self._lines.clear()


def _part(record: Record, noun: str, line: int) -> Any:
    if noun not in record and noun not in _OPTIONAL:
        raise missing(line, noun)
    return record.get(noun)


def _nullable(conn: Connection, shape: Shape) -> frozenset[str]:
    return frozenset({"text"}) if shape is EVALUATION else nullable_columns(conn, shape.stored_in)
