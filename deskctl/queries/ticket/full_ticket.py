"""One ticket in full as JSON: its fields, its actions, and what follows from them."""

from __future__ import annotations

import json
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.names import ticket_name, ticket_number
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.ticket.action_rows import action_shapes
from deskctl.queries.ticket.consents import consents
from deskctl.queries.ticket.history import ActionRow, actions_in_force, history, import_mark
from deskctl.queries.ticket.json_rows import clock_shape, ticket_shape
from deskctl.queries.ticket.parts import parts
from deskctl.queries.ticket.reports import NOT_UNDONE
from deskctl.queries.ticket.visits import visits
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.queries.tickets.late_entries import late_after
from deskctl.queries.tickets.ticket_row import TicketRow, get_ticket
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import by_name
from deskctl.store.port import read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.queries.tickets.clocks import ClockRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

__all__ = ["ActionRow", "get_ticket", "history", "show_ticket", "ticket_name", "ticket_number"]

_LISTS = frozenset({"checklist", "clauses", "fixes"})
_FLAGS = frozenset({"self_attempted", "out_of_hours", "engineer_on_site", "pre_acceptance"})
_TICKETS = frozenset({"duplicate_of", "about_ticket", "follows"})
_OF_THE_STORE = frozenset({"number", "last_seq", "changed_at", "next_warns_at", "paused_until"})
_LISTED = (("ticket_asset", "asset"), ("affected_site", "site"))
_ATTACHED = ("bug", "upgrade", "change", "charge")


def show_ticket(conn: Reader, number: int, *, at: Instant) -> Shape:
    """Return one ticket as JSON: the row of the list, every field, and its actions.

    What has happened since `at` is left out; the details of the request and attached records are those of now.
    """
    local = ZoneInfo(desk_zone(conn))
    _read_together(conn, number, at, local)
    steps = history(conn, number)
    then, clocks = _past(conn, number, at) if any(step.at > at for step in steps) else ({}, None)
    steps = [step for step in steps if step.at <= at]
    row = _row_then(get_ticket(conn, number), then, steps)
    in_force = actions_in_force(steps)
    return {
        **ticket_shape(row, at, local),
        "paused_until": rfc3339(row.paused_until, local),
        **_fields(conn, number, local),
        **{name: _value(name, value, local) for name, value in then.items() if name not in _OF_THE_STORE},
        "followed_by": _followed_by(conn, number),
        "assets": _listed(conn, "ticket_asset", "asset", number),
        "affected_sites": _listed(conn, "affected_site", "site", number),
        **{name: _attached(conn, name, number, local) for name in _ATTACHED},
        "actions": action_shapes(steps, local, late_after(conn, number), import_mark(conn, number)),
        "clocks": [
            clock_shape(clock, at, local) for clock in (list_clocks(conn, number, at=at) if clocks is None else clocks)
        ],
        "reports": _reports(conn, number, local, at),
        "consents": consents(in_force, local),
        "visits": visits(steps, local),
        "parts": parts(in_force, local),
    }


def _past(conn: Reader, number: int, at: Instant) -> tuple[Mapping[str, Any], list[ClockRow] | None]:
    """Return the derived columns of an earlier time, and its clocks."""
    from deskctl.queries.tickets.past_ticket import past_ticket
    from deskctl.store.facts.derived import ticket_columns

    past = past_ticket(conn, number, at)
    return ({}, None) if past is None else (ticket_columns(past.state), past.clocks)


def _row_then(row: TicketRow, then: Mapping[str, Any], steps: Sequence[ActionRow]) -> TicketRow:
    """Return the row with the derived columns of an earlier time, if there are any."""
    if not then:
        return row
    last = max(steps, key=attrgetter("seq"), default=None)
    derived = {name: value for name, value in then.items() if name in TicketRow._fields}
    return row._replace(
        **derived,
        announced=None,
        last_seq=last.seq if last else 0,
        updated_at=last.recorded_at if last else row.reported_at,
    )


def _read_together(conn: Reader, number: int, at: Instant, local: ZoneInfo) -> None:
    read_ahead(
        conn,
        *(partial(read, number=number) for read in (get_ticket, history, _followed_by, late_after, import_mark)),
        partial(_fields, number=number, local=local),
        partial(_reports, number=number, local=local, at=at),
        *(partial(_listed, table=table, column=column, number=number) for table, column in _LISTED),
        *(partial(_attached, table=table, number=number, local=local) for table in _ATTACHED),
        partial(list_clocks, number=number, at=at),
    )


def _records(conn: Reader, text: str, number: int) -> Iterator[dict[str, Any]]:
    return by_name(conn.execute(text, [number]))


def _fields(conn: Reader, number: int, local: ZoneInfo) -> Shape:
    (record,) = _records(conn, "SELECT * FROM ticket WHERE number = ?", number)
    return {name: _value(name, value, local) for name, value in record.items() if name not in _OF_THE_STORE}


def _value(name: str, value: Any, local: ZoneInfo) -> Any:
    if name in _LISTS:
        return json.loads(value) if value else []
    if not isinstance(value, int):
        return value
    if name in _TICKETS:
        return ticket_name(value)
    if name in _FLAGS:
        return bool(value)
    return rfc3339(value, local) if name.endswith("_at") else value


def _followed_by(conn: Reader, number: int) -> list[str]:
    rows = conn.execute("SELECT number FROM ticket WHERE follows = ? ORDER BY number", [number])
    return [ticket_name(following) for (following,) in rows]


def _listed(conn: Reader, table: str, column: str, number: int) -> list[str]:
    rows = conn.execute(f"SELECT {column} FROM {table} WHERE ticket = ? ORDER BY position", [number])
    return [value for (value,) in rows]


def _attached(conn: Reader, table: str, number: int, local: ZoneInfo) -> Shape | None:
    records = _records(conn, f"SELECT * FROM {table} WHERE ticket = ?", number)
    for record in records:
        return {name: _value(name, value, local) for name, value in record.items() if name != "ticket"}
    return None


def _reports(conn: Reader, number: int, local: ZoneInfo, at: Instant) -> list[Shape]:
    columns = "version, at, author, cause, method, result"
    reports = _records(conn, f"SELECT {columns} FROM report WHERE ticket = ? AND {NOT_UNDONE} ORDER BY version", number)
    return [{**record, "at": rfc3339(record["at"], local)} for record in reports if record["at"] <= at]
