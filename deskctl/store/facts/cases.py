"""Read tickets as cases for `sla.derive`: one, or all of the desk as a stream."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from deskctl.sla.facts import Case, Fact, Instant, Intake
from deskctl.sla.lifecycle import end_in_force
from deskctl.store.facts.rows import row_by_name
from deskctl.store.port import Reader, stream

_INTAKE = (
    "number, policy, policy_version, reported_at, channel, kind, level_initial, severity_initial, occurred_at, catalog,"
    " owner_initial, engineer_on_site"
)
_FACT = "seq, at, event, data, actor, recorded_at"
_EVER = 1 << 62
_NO_DATA = "{}"
_READ_JSON = json.JSONDecoder().raw_decode  # what is stored begins with its first bracket: nothing to skip
_NAMES = tuple(name.strip() for name in _INTAKE.split(","))


_COLUMNS = """
SELECT ticket.*, training.material_delivered_at FROM ticket LEFT JOIN training ON training.id = ticket.training
WHERE number = ?
"""


class StoredCase(NamedTuple):
    """The case of a ticket, with the policy version that it is pinned to.

    `ended_at` is when its end was recorded: the calendars known at that time apply to it.
    """

    number: int
    policy: str
    version: str
    ended_at: Instant | None
    case: Case


def intake_of(columns: Mapping[str, Any]) -> Intake:
    """Return what was known when a ticket was opened, from its row."""
    return Intake(
        reported_at=columns["reported_at"],
        channel=columns["channel"],
        kind=columns["kind"],
        level=columns["level_initial"],
        severity=columns["severity_initial"],
        occurred_at=columns["occurred_at"],
        catalog=columns["catalog"],
        owner=columns["owner_initial"],
        engineer_on_site=bool(columns["engineer_on_site"]),
    )


def columns_of_ticket(conn: Reader, number: int) -> dict[str, Any] | None:
    """Return the row of a ticket with the column of its training that gates check; None if there is no such ticket."""
    return row_by_name(conn, _COLUMNS, (number,))


def ended_at(facts: Sequence[Fact]) -> Instant | None:
    """Return when the end of a ticket was recorded; None if it is not over."""
    end = end_in_force(facts)
    return None if end is None else end.recorded_at


def facts_of(conn: Reader, number: int) -> list[Fact]:
    """Return the facts of a ticket in the order of recording."""
    rows = conn.execute(f"SELECT {_FACT} FROM action WHERE ticket = ? ORDER BY seq", (number,))
    return [_fact(*row) for row in rows]


def stored_cases(
    conn: Reader, since: Instant | None = None, *, numbers: tuple[int, int] | None = None
) -> Iterator[StoredCase]:
    """Yield every ticket in the order of the numbers; two parallel cursors keep the use of memory constant.

    `since` limits this to tickets reported from then on, `numbers` to a range of numbers, both ends included.
    """
    first, last = numbers or (-_EVER, _EVER)
    where = "reported_at >= ? AND number BETWEEN ? AND ?"
    values = (-_EVER if since is None else since, first, last)
    read = stream if numbers is None else _at_once
    tickets = read(conn, f"SELECT {_INTAKE} FROM ticket WHERE {where} ORDER BY number", values)
    actions = read(
        conn,
        f"SELECT action.ticket, {_FACT} FROM action JOIN ticket ON ticket.number = action.ticket"
        f" WHERE {where} ORDER BY action.ticket, seq",
        values,
    )
    grouped = groupby(actions, key=itemgetter(0))
    waiting = next(grouped, None)
    for row in tickets:
        columns = dict(zip(_NAMES, row, strict=True))
        facts: list[Fact] = []
        if waiting is not None and waiting[0] == columns["number"]:
            facts = [_fact(*row) for _ticket, *row in waiting[1]]
            waiting = next(grouped, None)
        case = Case(intake_of(columns), facts)
        yield StoredCase(columns["number"], columns["policy"], columns["policy_version"], ended_at(facts), case)


def _at_once(conn: Reader, sql: str, values: tuple[Any, ...]) -> Iterator[Any]:
    return iter(conn.execute(sql, values))


def _fact(seq: int, at: Instant, event: str, data: str, actor: str, recorded_at: Instant) -> Fact:
    return Fact(seq, at, event, {} if data == _NO_DATA else _READ_JSON(data)[0], actor, recorded_at)
