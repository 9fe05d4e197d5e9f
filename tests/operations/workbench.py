"""A desk in words: `desk.do("remote.start", 70)`; what it asks of the store it asks read-only."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import kept_rows
import pytest

from deskctl.errors import DeskError, Refused
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.secret_steps import SecretStep
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.policy_file.sections.rights import shipped_rights
from deskctl.sla.rights import rights_on
from deskctl.store.sqlite.reader import open_reader

NOW = datetime.fromisoformat("2026-11-22T09:40:00+08:00")


_PEOPLE = {
    "engineer": "EN1",
    "lead_engineer": "LE1",
    "service_manager": "MG1",
    "business": "BS1",
    "hotline_technician": "HL1",
}
"""Somebody of the demo desk for each role; who comes first is preferred."""


def who_may(name: str, fields: Mapping[str, Any]) -> str:
    """Return somebody who may take a step: EN1 as a rule."""
    roles = [right.roles for right in rights_on(shipped_rights(), name, fields)]
    return next(person for role, person in _PEOPLE.items() if not roles or any(role in named for named in roles))


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
        actor: str | None = None,
        when: datetime | None = None,
        now: datetime | None = None,
        key: str | None = None,
        note: str = "",
        dry_run: bool = False,
        **fields: Any,
    ) -> OperationResult:
        """Do an operation."""
        operation = find(*name.split(".", 1)).of(fields)
        if isinstance(operation, SecretStep):
            operation = replace(operation, hash="made by a front")
        call = RequestContext(
            now=now or NOW, actor=actor or who_may(name, fields), at=when, key=key, note=note, dry_run=dry_run
        )
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

    def rows(self, table: str, columns: str, order: str = "", **where: Any) -> list[tuple[Any, ...]]:
        """Read the rows of a table whose columns have some values."""
        with closing(open_reader(self.path)) as conn:
            return kept_rows.rows(conn, table, columns, order, **where)

    def value(self, table: str, column: str, order: str = "", **where: Any) -> Any:
        """Read one value."""
        return self.rows(table, column, order, **where)[0][0]

    def status(self, ticket: int) -> str:
        """Give the status of a ticket."""
        return str(self.value("ticket", "status", number=ticket))

    def events(self, ticket: int) -> list[str]:
        """Give the events of a ticket in order."""
        return [event for (event,) in self.rows("action", "event", order="seq", ticket=ticket)]

    def on_call(self, at: int) -> str:
        """Give whom the roster names for a time."""
        return next(staff for staff, start, end in self.rows("roster", "staff, start, end") if start <= at < end)

    def stock(self, part: str) -> int:
        """Give how many of a part there are."""
        with closing(open_reader(self.path)) as conn:
            return kept_rows.stock(conn)[part]

    def dump(self) -> list[str]:
        """Give everything that the store holds."""
        with closing(open_reader(self.path)) as conn:
            return list(conn.iterdump())
