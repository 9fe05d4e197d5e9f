"""Desk: one transaction, with who acts and when. Only it appends actions and changes rows."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import SQLModel

from deskctl.desk.case_file import CaseFile, load_case
from deskctl.errors import NotFound
from deskctl.i18n import N_
from deskctl.models.actions import Action
from deskctl.models.clocks import Clock
from deskctl.models.tickets import Ticket
from deskctl.sla.facts import Fact, Instant
from deskctl.store.cases import stored_cases
from deskctl.store.chain import FIELDS, last_link, link
from deskctl.store.derived import CLOCK_COLUMNS, clock_rows, ticket_columns
from deskctl.store.engine import plain
from deskctl.store.numbers import next_number
from deskctl.store.policies import current_version, load_policy
from deskctl.store.rebuild import put_right
from deskctl.store.reckoning import reckoned
from deskctl.store.seal import Ledger, ledger
from deskctl.store.search_index import index_tickets, indexing
from deskctl.store.trouble import CLOCK_TOLERANCE, clock_went_back

_ACTIONS, _CLOCKS, _TICKETS = (SQLModel.metadata.tables[model.__tablename__] for model in (Action, Clock, Ticket))
_CLOCK_FIELDS = ("ticket", "n", *CLOCK_COLUMNS)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An action just appended; `subject` names the ticket or the master that it was taken on."""

    subject: str
    seq: int
    event: str

    @property
    def action(self) -> str:
        """Name the action, such as `T-073/4`."""
        return f"{self.subject}/{self.seq}"


class Desk:
    """A transaction on the store.

    `actor` is who does it, `now` when it is recorded, `at` when it happened, `note` the words for the log.
    """

    def __init__(self, connection: Connection, *, actor: str, now: Instant, at: Instant, note: str = "") -> None:
        self._connection = connection
        self.actor = actor
        self.now = now
        self.at = at
        self.note = note
        self.recorded: list[Recorded] = []
        self._case: CaseFile | None = None

    @property
    def holds_ticket(self) -> bool:
        """Tell whether a ticket is at hand."""
        return self._case is not None

    @property
    def reader(self) -> sqlite3.Connection:
        """Read within the transaction."""
        return plain(self._connection)

    @property
    def _ledger(self) -> Ledger:
        return ledger(self.reader)

    @property
    def case(self) -> CaseFile:
        """Give the ticket at hand."""
        if self._case is None:
            raise NotFound(N_("No ticket is named."))
        return self._case

    def take(self, number: int) -> CaseFile:
        """Take a ticket in hand; raises `NotFound`."""
        self._case = load_case(self.reader, number)
        if self.now < self._case.columns["changed_at"] - CLOCK_TOLERANCE:
            raise clock_went_back(self.now, self._case.name, self._case.columns["changed_at"])
        return self._case

    def open_ticket(self, columns: dict[str, Any], assets: tuple[str, ...], policy: str) -> CaseFile:
        """Make a ticket with the next number, pinned to the policy's present version, and take it in hand."""
        version = current_version(self.reader, policy)
        number = next_number(self._connection)
        row = {
            **columns,
            "number": number,
            "policy": policy,
            "policy_version": version,
            "changed_at": self.now,
        }
        self._ledger.add("ticket", row)
        self._connection.execute(insert(_TICKETS), row)
        for position, asset in enumerate(assets):
            self.insert("ticket_asset", {"ticket": number, "position": position, "asset": asset})
        index_tickets(self.reader, (number,))
        absent = {column.name: None for column in _TICKETS.columns}
        self._case = CaseFile(number, {**absent, "last_seq": 0, **row}, [], load_policy(self.reader, policy, version))
        return self._case

    def record(
        self,
        event: str,
        data: dict[str, Any] | None = None,
        *,
        said_by: str | None = None,
        note: str | None = None,
        at: Instant | None = None,
    ) -> Recorded:
        """Append an action to the ticket at hand; `said_by` is the contact whose word it is."""
        case, data = self.case, dict(data or {})
        if said_by is not None:
            data["recorded_by"] = self.actor
        fact = Fact(case.next_seq, self.at if at is None else at, event, data)
        row = {
            "ticket": case.number,
            "seq": fact.seq,
            "at": fact.at,
            "recorded_at": self.now,
            "actor": said_by or self.actor,
            "event": event,
            "note": self.note if note is None else note,
            "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
        }
        row["chain"] = link(last_link(self.reader, case.number), tuple(row[name] for name in FIELDS))
        self._ledger.add("action", row)
        self._connection.execute(insert(_ACTIONS), row)
        case.recorded.append(fact)
        self.recorded.append(Recorded(case.name, fact.seq, event))
        return self.recorded[-1]

    def record_on_master(self, noun: str, master: str, event: str, data: dict[str, Any]) -> Recorded:
        """Append a step to the history of a master."""
        (last,) = self.reader.execute(
            "SELECT coalesce(max(seq), 0) FROM master_action WHERE noun = ? AND id = ?", (noun, master)
        ).fetchone()
        row = {"noun": noun, "id": master, "seq": last + 1, "at": self.at, "actor": self.actor, "event": event}
        self.insert("master_action", {**row, "note": self.note, "data": json.dumps(data, ensure_ascii=False)})
        self.recorded.append(Recorded(master, last + 1, event))
        return self.recorded[-1]

    def change(self, **columns: Any) -> None:
        """Change told columns of the ticket at hand; derived ones follow from the actions alone."""
        self._ledger.touch("ticket", number=self.case.number)
        with indexing(self.reader, self.case.number, self.case.columns, columns):
            self._connection.execute(update(_TICKETS).where(_TICKETS.c.number == self.case.number), columns)
        self.case.columns.update(columns)

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Add a row to a table beside the ticket."""
        self._ledger.add(table, row)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.reader.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))

    def replace(self, table: str, row: dict[str, Any]) -> None:
        """Put a row in the place of the one with the same key."""
        self._ledger.add(table, row)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.reader.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))

    def update(self, table: str, key: dict[str, Any], columns: dict[str, Any]) -> None:
        """Change columns of the row with a key."""
        self._ledger.touch(table, **key)
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        where = " AND ".join(f"{name} = ?" for name in key)
        self.reader.execute(f"UPDATE {table} SET {sets} WHERE {where}", (*columns.values(), *key.values()))

    def remove(self, table: str, **key: Any) -> None:
        """Remove a row that is no fact, such as a draft."""
        self._ledger.touch(table, **key)
        where = " AND ".join(f"{name} = ?" for name in key)
        self.reader.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))

    def row(self, table: str, **key: Any) -> dict[str, Any] | None:
        """Give the row with a key; None where there is none."""
        where = " AND ".join(f"{name} = ?" for name in key)
        found = self.reader.execute(f"SELECT * FROM {table} WHERE {where}", tuple(key.values()))
        row = found.fetchone()
        return None if row is None else dict(zip((column[0] for column in found.description), row, strict=True))

    def is_staff(self, person: str) -> bool:
        """Tell whether somebody is on the staff."""
        return self.reader.execute("SELECT 1 FROM staff WHERE id = ?", (person,)).fetchone() is not None

    def settle(self) -> None:
        """Bring the derived rows of the ticket at hand, if there is one, up to date with its actions."""
        if self._case is None:
            return
        case = self._case
        state = case.state
        self.change(**ticket_columns(state), last_seq=case.next_seq - 1, changed_at=self.now)
        self._connection.execute(delete(_CLOCKS).where(_CLOCKS.c.ticket == case.number))
        rows = [dict(zip(_CLOCK_FIELDS, row, strict=True)) for row in clock_rows(case.number, state)]
        if rows:
            self._connection.execute(insert(_CLOCKS), rows)

    def settle_open(self) -> None:
        """Bring the derived rows of every ticket that is not over up to date, after a change of the calendars."""
        conn = self.reader
        still_open = [stored for stored in stored_cases(conn) if stored.ended_at is None]
        for reckoning in (reckoned(conn, stored) for stored in still_open):
            if reckoning.differs:
                put_right(conn, reckoning)
