"""Reading tickets: each line is checked with all its parts against what is known before any ticket is read.

This needs no store, so that several processes can do it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from deskctl.errors import BadData
from deskctl.exchange.importing.lines import Record, parsed
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.row_reading import PreparedShape
from deskctl.exchange.importing.tickets.action_data import check_data
from deskctl.exchange.importing.tickets.ownership import NamedRecords, named_in
from deskctl.exchange.importing.tickets.policy_pinning import PolicyPins
from deskctl.exchange.importing.tickets.staged_form import Rows, StagedForm
from deskctl.exchange.importing.tickets.ticket_rows import ImportedTicket, Mark, rows_of
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
from deskctl.models.records import record as model
from deskctl.sla.events import EVENTS
from deskctl.sla.facts import Instant

_LISTED = (ASSETS, AFFECTED_SITES)
_PARTS = (ACTION, REPORT, EVALUATION, *ATTACHED)
_OPTIONAL = frozenset({AFFECTED_SITES.noun, *(shape.noun for shape in ATTACHED)})
_PART_NAMES = (*(shape.noun for shape in (*_LISTED, *_PARTS)), *PINNED)


class ReadTicket(NamedTuple):
    """What must be checked against the desk and the other tickets."""

    line: int
    number: int
    external_id: str | None
    named: NamedRecords | None


class TicketBlock(NamedTuple):
    """The tickets of some lines, in order, up to the first mistake if there is one.

    `named` are the references to tickets (number -> line and field), `rows` are the rows to stage, by table.
    """

    tickets: list[ReadTicket]
    named: dict[int, tuple[int, str]]
    rows: Rows
    mistake: BadData | None = None


class TicketReader:
    """Reads tickets, once all reference records are known."""

    def __init__(
        self,
        references: References,
        pinning: PolicyPins,
        mark: Mark,
        form: StagedForm,
        *,
        latest: Instant | None = None,
    ) -> None:
        self._references = references
        self.pinning = pinning
        self._mark = mark
        self._form = form
        self._latest = latest
        self._ticket = PreparedShape(TICKET_SHAPE, references, _nullable(TICKET_SHAPE), _PART_NAMES)
        self._parts = {
            shape.noun: PreparedShape(shape, references, _nullable(shape), (OUTSIDER,) if shape is ACTION else ())
            for shape in _PARTS
        }

    def read(self, lines: Iterable[tuple[int, bytes]]) -> TicketBlock:
        """Read the tickets of some lines."""
        tickets, rows = list[ReadTicket](), defaultdict[str, list[tuple[Any, ...]]](list)
        mistake = None
        try:
            for line, record in parsed(lines, tickets=True):
                ticket = self._read_ticket(record, line)
                tickets.append(ReadTicket(line, ticket.number, ticket.columns["external_id"], named_in(record)))
                for table, more in rows_of(ticket, self.pinning.policy_of(record, line), self._mark).items():
                    rows[table] += more
        except BadData as error:
            mistake = error
        return TicketBlock(tickets, self._references.take_named_tickets(), self._form.staged(rows), mistake)

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


def _part(record: Record, noun: str, line: int) -> Any:
    if noun not in record and noun not in _OPTIONAL:
        raise missing(line, noun)
    return record.get(noun)


def _nullable(shape: Shape) -> frozenset[str]:
    return frozenset({"text"}) if shape is EVALUATION else model(shape.stored_in).nullable
