"""A desk for tests: `desk.do("remote.start", 70)` performs an operation, and reading uses read-only connections."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

import kept_rows
import pytest

from deskctl.desk.case_cache import CaseCache
from deskctl.errors import DeskError, Refused
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.secret_operations import SecretStep
from deskctl.operations.perform import OperationResult, RequestContext, is_alone, perform, perform_in
from deskctl.policy_file.sections.rights import shipped_rights
from deskctl.sla.rights import rights_on
from deskctl.store.kept_readers import KeptReaders
from deskctl.store.open import open_writer
from deskctl.store.port import Reader, Writer
from deskctl.store.sqlite.reader import open_reader

NOW = datetime.fromisoformat("2026-11-22T09:40:00+08:00")


_PEOPLE = {
    "engineer": "EN1",
    "lead_engineer": "LE1",
    "service_manager": "MG1",
    "business": "BS1",
    "hotline_technician": "HL1",
}
"""A person of the demo desk for each role, in the order of preference."""


def who_may(name: str, fields: Mapping[str, Any]) -> str:
    """Return a person who may perform an operation, preferably EN1."""
    roles = [right.roles for right in rights_on(shipped_rights(), name, fields)]
    return next(person for role, person in _PEOPLE.items() if not roles or any(role in named for named in roles))


class Workbench:
    """A store with short methods to use it."""

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
        """Perform an operation."""
        operation = find(*name.split(".", 1)).of(fields)
        if isinstance(operation, SecretStep):
            operation = replace(operation, hash="made by a front")
        call = RequestContext(
            now=now or NOW, actor=actor or who_may(name, fields), at=when, key=key, note=note, dry_run=dry_run
        )
        return self.perform(operation, ticket, call)

    def perform(self, operation: Operation, ticket: int | None, call: RequestContext) -> OperationResult:
        """Perform an operation in a transaction of its own."""
        return perform(self.path, operation, ticket, call)

    def reading(self) -> AbstractContextManager[Reader]:
        """Return a connection for reading."""
        return closing(open_reader(self.path))

    def refused(self, name: str, ticket: int | None = None, clause: str | None = None, /, **fields: Any) -> Refused:
        """Try an operation that must be refused by a clause, and return the refusal."""
        with pytest.raises(Refused) as caught:
            self.do(name, ticket, **fields)
        assert caught.value.clause == clause, caught.value
        return caught.value

    def fails(self, error: type[DeskError], name: str, ticket: int | None = None, /, **fields: Any) -> DeskError:
        """Try an operation that must fail, and return the error."""
        with pytest.raises(error) as caught:
            self.do(name, ticket, **fields)
        return caught.value

    def opened(self, **fields: Any) -> int:
        """Open a ticket and return its number."""
        done = self.do("ticket.open", actor="HL1", **{"contact": "P-0101", "title": "till restarts", **fields})
        assert done.ticket is not None
        return done.ticket

    def rows(self, table: str, columns: str, order: str = "", **where: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a table whose columns have the given values."""
        with self.reading() as conn:
            return kept_rows.rows(conn, table, columns, order, **where)

    def value(self, table: str, column: str, order: str = "", **where: Any) -> Any:
        """Return one value."""
        return self.rows(table, column, order, **where)[0][0]

    def status(self, ticket: int) -> str:
        """Return the status of a ticket."""
        return str(self.value("ticket", "status", number=ticket))

    def events(self, ticket: int) -> list[str]:
        """Return the events of a ticket in order."""
        return [event for (event,) in self.rows("action", "event", order="seq", ticket=ticket)]

    def on_call(self, at: int) -> str:
        """Return the person on call at a time."""
        return next(staff for staff, start, end in self.rows("roster", "staff, start, end") if start <= at < end)

    def stock(self, part: str) -> int:
        """Return how many of a part are in stock."""
        return self.stocks()[part]

    def stocks(self) -> dict[str, int]:
        """Return how many of each part are in stock."""
        with self.reading() as conn:
            return kept_rows.stock(conn)

    def dump(self) -> list[str]:
        """Return everything that the store contains."""
        with closing(open_reader(self.path)) as conn:
            return list(conn.iterdump())


class OpenWorkbench(Workbench):
    """A workbench that keeps its connections, as the batch and the console do: opening one takes as long as a step."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._readers = KeptReaders()

    @cached_property
    def _writer(self) -> Writer:
        return open_writer(self.path)

    def perform(self, operation: Operation, ticket: int | None, call: RequestContext) -> OperationResult:
        """Perform an operation in a transaction of its own over the kept connection."""
        if call.dry_run:
            return super().perform(operation, ticket, call)
        with self._writer.transaction(alone=is_alone(operation, ticket), ticket=ticket) as conn:
            done = perform_in(conn, operation, ticket, call, CaseCache())
        done.finish(self.path)
        return done

    def reading(self) -> AbstractContextManager[Reader]:
        """Return the kept connection for reading."""
        return self._readers.reading(self.path)

    def close(self) -> None:
        """Close the connections."""
        self._readers.close()
        if "_writer" in vars(self):
            self._writer.close()
