"""The rows of one imported ticket, including its derived rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.shapes.import_errors import wrong
from deskctl.exchange.shapes.ticket_shapes import ACTION, AFFECTED_SITES, ASSETS, ATTACHED, REPORT, TICKET_SHAPE
from deskctl.sla.clocks import derive
from deskctl.sla.facts import Case, Fact, Instant
from deskctl.sla.policy import Policy
from deskctl.store.facts.cases import intake_of
from deskctl.store.facts.chain import FIELDS, START, link
from deskctl.store.facts.derived import CLOCK_COLUMNS, TICKET_COLUMNS, clock_rows, ticket_columns

_STORED = tuple(field.stored_as for field in TICKET_SHAPE.fields if not field.derived)
_OWN, _DERIVED, _RECORDED = itemgetter(*_STORED), itemgetter(*TICKET_COLUMNS), itemgetter(*FIELDS[1:])
_PINNED = ("policy", "policy_version", "owner_initial", "last_seq", "changed_at")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ticket": (*_STORED, *TICKET_COLUMNS, *_PINNED),
    **{shape.stored_in: ("ticket", "position", *shape.columns) for shape in (ASSETS, AFFECTED_SITES)},
    **{shape.stored_in: ("ticket", *shape.columns) for shape in (REPORT, *ATTACHED)},
    ACTION.stored_in: (*FIELDS, "chain"),
    "clock": ("ticket", "n", *CLOCK_COLUMNS),
    "import_mark": ("ticket", "last_seq", "at", "actor", "source"),
}
"""Table -> columns of the rows."""


@dataclass(frozen=True, slots=True)
class ImportedTicket:
    """A ticket that was read: its own columns, and the columns of its parts by table."""

    line: int
    record: Record
    columns: Mapping[str, Any]
    parts: Mapping[str, list[dict[str, Any]]]

    @property
    def number(self) -> int:
        """The ticket's number."""
        return int(self.columns["number"])


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of an imported ticket: time, actor, and digest of the file."""

    at: Instant
    actor: str
    source: str


def rows_of(ticket: ImportedTicket, policy: Policy, mark: Mark) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows by table, in the order of `COLUMNS`."""
    number, actions = ticket.number, ticket.parts[ACTION.stored_in]
    owner = ticket.record["owner_initial"] if "owner_initial" in ticket.record else ticket.record["owner"]
    state = derive(_case(ticket, policy, owner), policy)
    last_seq = max((action["seq"] for action in actions), default=0)
    changed_at = max((action["recorded_at"] for action in actions), default=ticket.columns["reported_at"])
    derived = ticket_columns(state)
    rows: dict[str, list[tuple[Any, ...]]] = {
        "ticket": [
            (
                *_OWN(ticket.columns),
                *_DERIVED(derived),
                policy.id,
                policy.version,
                owner,
                last_seq,
                changed_at,
            )
        ],
        "clock": clock_rows(number, state),
        "import_mark": [(number, last_seq, mark.at, mark.actor, mark.source)],
    }
    for table, parts in ticket.parts.items():
        if table == ACTION.stored_in:
            rows[table] = _chained(number, parts)
            continue
        if not parts:
            continue
        placed = COLUMNS[table][1] == "position"
        rows[table] = [
            (number, place, *part.values()) if placed else (number, *part.values())
            for place, part in enumerate(parts, 1)
        ]
    return rows


def _chained(number: int, actions: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of the actions in the order of their numbers, chained by hashes."""
    rows = []
    chain = START
    for action in sorted(actions, key=itemgetter("seq")):
        values = (number, *_RECORDED(action))
        chain = link(chain, values)
        rows.append((*values, chain))
    return rows


def _case(ticket: ImportedTicket, policy: Policy, owner: str | None) -> Case:
    columns, line = ticket.columns, ticket.line
    _check_word(columns["level_initial"], policy.levels, line, "level_initial")
    if columns["severity_initial"] is not None:
        _check_word(columns["severity_initial"], policy.severities, line, "severity_initial")
    intake = intake_of({**columns, "owner_initial": owner})
    return Case(intake, tuple(_facts(ticket, policy)))


def _facts(ticket: ImportedTicket, policy: Policy) -> list[Fact]:
    words = {"level_changed": policy.levels, "severity_changed": policy.severities}
    facts = []
    entries = zip(ticket.parts[ACTION.stored_in], ticket.record["timeline"], strict=True)
    for place, (action, entry) in enumerate(entries):
        if action["event"] in words:
            where = f"timeline[{place}].data.to"
            _check_word(entry["data"]["to"], words[action["event"]], ticket.line, where)
        facts.append(
            Fact(action["seq"], action["at"], action["event"], entry["data"], action["actor"], action["recorded_at"])
        )
    return facts


def _check_word(word: Any, words: Collection[str], line: int, where: str) -> None:
    if word not in words:
        raise wrong(line, where, word, " | ".join(words))
