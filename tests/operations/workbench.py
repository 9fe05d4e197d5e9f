"""A desk in words: `desk.do("remote.start", 70)`; what it asks of the store it asks read-only."""

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from deskctl.errors import DeskError, Refused
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import Call, Done, perform
from deskctl.store.sqlite.reader import open_reader

NOW = datetime.fromisoformat("2026-11-22T09:40:00+08:00")


class Workbench:
    """A store, and short words for what is done with it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def do(
        self,
        name: str,
        ticket: int | None = None,
        /,
        *,
        actor: str = "EN1",
        when: datetime | None = None,
        key: str | None = None,
        note: str = "",
        dry_run: bool = False,
        **fields: Any,
    ) -> Done:
        """Do an operation."""
        operation = find(*name.split(".", 1)).of(fields)
        call = Call(now=NOW, actor=actor, at=when, key=key, note=note, dry_run=dry_run)
        return perform(self.path, operation, ticket, call)

    def refused(self, name: str, ticket: int | None = None, clause: str | None = None, /, **reported: Any) -> Refused:
        """Try an operation that must be refused by a clause."""
        with pytest.raises(Refused) as caught:
            self.do(name, ticket, **reported)
        assert caught.value.clause == clause, caught.value
        return caught.value

    def fails(self, error: type[DeskError], name: str, ticket: int | None = None, /, **reported: Any) -> DeskError:
        """Try an operation that must fail."""
        with pytest.raises(error) as caught:
            self.do(name, ticket, **reported)
        return caught.value

    def opened(self, **reported: Any) -> int:
        """Open a ticket and give its number."""
        done = self.do("ticket.open", actor="HL1", **{"contact": "P-0101", "title": "till restarts", **reported})
        assert done.ticket is not None
        return done.ticket

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read rows."""
        with closing(open_reader(self.path)) as conn:
            return conn.execute(sql, values).fetchall()

    def value(self, sql: str, *values: Any) -> Any:
        """Read one value."""
        return self.rows(sql, *values)[0][0]

    def status(self, ticket: int) -> str:
        """Give the status of a ticket."""
        return str(self.value("SELECT status FROM ticket WHERE number = ?", ticket))

    def events(self, ticket: int) -> list[str]:
        """Give the events of a ticket in order."""
        return [event for (event,) in self.rows("SELECT event FROM action WHERE ticket = ? ORDER BY seq", ticket)]

    def stock(self, part: str) -> int:
        """Give how many of a part there are."""
        return int(
            self.value(
                "SELECT opening_qty + (SELECT coalesce(sum(qty), 0) FROM stock_move WHERE part = part.id)"
                " FROM part WHERE id = ?",
                part,
            )
        )

    def dump(self) -> list[str]:
        """Give everything that the store holds."""
        with closing(sqlite3.connect(self.path)) as conn:
            return list(conn.iterdump())
