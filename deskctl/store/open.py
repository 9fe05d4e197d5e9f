"""Open, create and maintain a store: the engine is chosen by its address, so the layers above do not know it."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from deskctl.config.store_address import is_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from deskctl.errors import StoreUnusable
    from deskctl.sla.facts import Instant
    from deskctl.store.facts.rederivation import RebuildResult
    from deskctl.store.finding import Finding
    from deskctl.store.port import Reader, Transaction, Writer
    from deskctl.store.postgres.connection import ServerConnection

_Result = TypeVar("_Result")

Place: TypeAlias = tuple[int, int]
"""The file at an address, by device and inode: another file may take the same name."""


def open_reader(address: str, *, few_pages: bool = False) -> Reader:
    """Open a store for reading; raises `StoreUnusable` if it does not exist, is not a store, or has another schema.

    With `few_pages`, little of a file is kept in memory, for one of several reads at the same time.
    """
    if is_server(address):
        from deskctl.store.postgres import reader as server

        return server.open_reader(address)
    from deskctl.store.sqlite import reader as file

    return file.open_reader(address, few_pages=few_pages)


def place_of(address: str) -> Place | None:
    """Return the file of a store, always the same on a server; None if its readers must be opened for each read."""
    if is_server(address):
        return 0, 0
    from deskctl.store.sqlite import reader as file

    return file.place_of(address)


def require_current(conn: Reader, address: str) -> None:
    """Raise `StoreUnusable` unless a reader sees the current schema; on a server, set its login and time again."""
    if is_server(address):
        from deskctl.store.postgres import reader as server

        server.require_current(cast("ServerConnection", conn), address)
    else:
        from deskctl.store.migrations import revision as file

        file.require_current(conn, address)


def writing_once(address: str, *, alone: bool = True, ticket: int | None = None) -> AbstractContextManager[Transaction]:
    """Run one transaction, committed at the end, rolled back on any error; errors of the engine are translated.

    Writers take turns. On a server, a writer that is not `alone` runs in parallel with others like it, and locks the
    `ticket` that it works on and whatever it passes to `Transaction.hold`.
    """
    if is_server(address):
        from deskctl.store.postgres.writing import writer as server

        return server.writing_once(address, alone=alone, ticket=ticket)
    from deskctl.store.sqlite.writing import writer as file

    return file.writing_once(address)


def discarded_transaction(
    address: str, on_progress: Callable[[int, int], None] | None = None
) -> AbstractContextManager[Transaction]:
    """Run one transaction that is undone at the end; errors of the engine are translated.

    For a file it works on a private copy and takes no lock; `on_progress` receives how many pages of a large file are
    copied, and their total. On a server it is an exclusive transaction.
    """
    if is_server(address):
        from deskctl.store.postgres.writing import writer as server

        return server.discarded_transaction(address)
    from deskctl.store.sqlite.writing import private_copy as file

    return file.discarded_transaction(address, on_progress)


def require_owner(address: str) -> None:
    """Raise `StoreUnusable` unless the login may write facts of other people, as imports do; a file has no logins."""
    if is_server(address):
        from deskctl.store.postgres.schema import guards as server

        server.require_owner(address)


def retried(address: str, step: Callable[[], _Result]) -> _Result:
    """Run one transaction; on a server, repeat it after a conflict with another one."""
    if is_server(address):
        from deskctl.store.postgres.writing import retries

        return retries.retried(address, step)
    return step()


def open_writer(address: str) -> Writer:
    """Open a store for several transactions, which share a connection."""
    if is_server(address):
        from deskctl.store.postgres.writing.writer import ServerWriter

        return ServerWriter(address)
    from deskctl.store.sqlite.writing.writer import Writer as FileWriter

    return FileWriter(address)


def translated_errors(address: str, *, writing: bool = False) -> AbstractContextManager[None]:
    """Raise the errors of an engine as `StoreUnusable`."""
    if is_server(address):
        from deskctl.store.postgres import server_errors as server

        return server.translated_errors(address, writing=writing)
    from deskctl.store.sqlite import sqlite_errors as file

    return file.translated_errors(address, writing=writing)


def as_store_error(error: Exception) -> StoreUnusable | None:
    """Return the meaning of an engine error without a known store; None for any other error."""
    if type(error).__module__.startswith("psycopg2"):
        from deskctl.store.postgres import server_errors

        return server_errors.as_store_error(error)
    from deskctl.store.sqlite import sqlite_errors

    return sqlite_errors.as_store_error(error)


def create_store(address: str, *, with_records: bool = False, zone: str | None = None, for_tests: bool = False) -> bool:
    """Create a store unless it exists; return whether it was created; shipped records come with a time zone.

    In a file the writer states actor and time; on a server only a store created `for_tests` allows this.
    """
    if is_server(address):
        from deskctl.store.postgres.schema import create as server

        return server.create_store(address, with_records=with_records, zone=zone, for_tests=for_tests)
    from deskctl.store.sqlite import create as file

    return file.create_store(address, with_records=with_records, zone=zone)


@contextmanager
def store_to_fill(address: str, *, with_records: bool = False) -> Iterator[None]:
    """Create a store unless it exists; a new file is removed at the end if nothing was written to it."""
    made = create_store(address, with_records=with_records) and not is_server(address)
    try:
        yield
    finally:
        if made:
            from deskctl.store.sqlite.create import discard_unused

            discard_unused(address)


def ensure_current(address: str) -> bool:
    """Migrate a store with an older schema; return whether it was. A newer schema is refused."""
    if is_server(address):
        from deskctl.store.postgres.schema import create as server

        return server.ensure_current(address)
    from deskctl.store.sqlite import create as file

    return file.ensure_current(address)


def real_path(address: str) -> str:
    """Return the real path of a file, with links followed; the address of a server is returned unchanged."""
    if is_server(address):
        return address
    from deskctl.store.sqlite.address import real_path as real

    return real(address)


def store_info(address: str) -> dict[str, Any]:
    """Return a description of a store: its place, schema, rows of each table, policies, and last change."""
    if is_server(address):
        from deskctl.store.postgres import info as server

        return server.store_info(address)
    from deskctl.store.sqlite import info as file

    return file.store_info(address)


def check_store(address: str, now: Instant, *, quick: bool = False) -> list[Finding]:
    """Return the findings of the checks of a store.

    `quick` leaves out those that read every row or the shipped policies, as each console makes the others at its start.
    """
    if is_server(address):
        from deskctl.store.postgres import check

        findings = check.check_store(address, quick=quick)
    else:
        from deskctl.store.sqlite.checks import store_check

        findings = store_check.check_store(address, now, quick=quick)
    if quick or any(finding.grave for finding in findings):
        return findings
    return [*findings, *_older_policies(address)]


def _older_policies(address: str) -> list[Finding]:
    from deskctl.store.facts.policies import older_policies

    with closing(open_reader(address)) as conn:
        return list(older_policies(conn))


def rebuild(
    address: str, on_progress: Callable[[int, int], None] | None = None, *, accept: bool = False
) -> RebuildResult:
    """Derive every ticket and write the rows that differ; `accept` takes the facts as they are."""
    if is_server(address):
        from deskctl.store.postgres import rebuild as deriving_on_server

        return deriving_on_server.rebuild(address, on_progress)
    from deskctl.store.facts import rebuild as deriving

    done = deriving.rebuild(address, on_progress, accept=accept)
    settle_import(address)
    return done


def store_exists(address: str) -> bool:
    """Return whether a store exists; for a server this is assumed, and opening it explains what is wrong."""
    return is_server(address) or Path(address).exists()


def settle_import(address: str) -> None:
    """Finish an import into a file that was interrupted; on a server an import is one transaction."""
    if not is_server(address):
        from deskctl.store.sqlite.bulk_import import apply

        apply.settle_import(address)
