"""Choose the engine of a store by its address; the layers above do not know it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from deskctl.config.store_address import is_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from deskctl.errors import StoreUnusable
    from deskctl.sla.facts import Instant
    from deskctl.store.facts.rederivation import Rebuilt
    from deskctl.store.finding import Finding
    from deskctl.store.port import Reader, Transaction, Writer

_Result = TypeVar("_Result")


def open_reader(address: str) -> Reader:
    """Open a store for reading; raises `StoreUnusable` if it is absent, no store, or of another schema."""
    if is_server(address):
        from deskctl.store.postgres import reader as server

        return server.open_reader(address)
    from deskctl.store.sqlite import reader as file

    return file.open_reader(address)


def writing_once(address: str, *, alone: bool = True, ticket: int | None = None) -> AbstractContextManager[Transaction]:
    """Run one transaction: committed at the end, rolled back on any error; the engine's errors are translated.

    Writers come in turn. On a server one that is not `alone` goes on beside others of its kind, and keeps them off what
    it holds: the `ticket` that it works on, and whatever it names to `Transaction.hold`.
    """
    if is_server(address):
        from deskctl.store.postgres.writing import writer as server

        return server.writing_once(address, alone=alone, ticket=ticket)
    from deskctl.store.sqlite.writing import writer as file

    return file.writing_once(address)


def retried(address: str, step: Callable[[], _Result]) -> _Result:
    """Run one transaction; on a server again after a conflict with another one."""
    if is_server(address):
        from deskctl.store.postgres.writing import retries

        return retries.retried(address, step)
    return step()


def open_writer(address: str) -> Writer:
    """Open a store that is written to for a while: its connection stays from one transaction to the next."""
    if is_server(address):
        from deskctl.store.postgres.writing.writer import ServerWriter

        return ServerWriter(address)
    from deskctl.store.sqlite.writing.writer import Writer as FileWriter

    return FileWriter(address)


def naming_trouble(address: str, *, writing: bool = False) -> AbstractContextManager[None]:
    """Turn the errors of an engine into `StoreUnusable`."""
    if is_server(address):
        from deskctl.store.postgres import server_errors as server

        return server.naming_trouble(address, writing=writing)
    from deskctl.store.sqlite import sqlite_errors as file

    return file.naming_trouble(address, writing=writing)


def as_store_error(error: Exception) -> StoreUnusable | None:
    """Return what an error means of which nobody knows the store; None if it is none of an engine."""
    if type(error).__module__.startswith("psycopg2"):
        from deskctl.store.postgres import server_errors

        return server_errors.as_store_error(error)
    from deskctl.store.sqlite import sqlite_errors

    return sqlite_errors.as_store_error(error)


def create_store(address: str, *, furnished: bool = False, zone: str | None = None, for_tests: bool = False) -> bool:
    """Make a store; True if it was made, False if it was there. A `furnished` one has records and a zone.

    In a file the writer states actor and time; on a server only a store made `for_tests` allows this.
    """
    if is_server(address):
        from deskctl.store.postgres.schema import create as server

        return server.create_store(address, furnished=furnished, zone=zone, for_tests=for_tests)
    from deskctl.store.sqlite import create as file

    return file.create_store(address, furnished=furnished, zone=zone)


@contextmanager
def store_to_fill(address: str, *, furnished: bool = False) -> Iterator[None]:
    """Make a store unless there is one; a file that was made goes again if nothing came in. On a server it stays."""
    made = create_store(address, furnished=furnished) and not is_server(address)
    try:
        yield
    finally:
        if made:
            from deskctl.store.sqlite.create import discard_unused

            discard_unused(address)


def ensure_current(address: str) -> bool:
    """Migrate a store whose schema is older; True if it was. A newer one is refused, unchanged."""
    if is_server(address):
        from deskctl.store.postgres.schema import create as server

        return server.ensure_current(address)
    from deskctl.store.sqlite import create as file

    return file.ensure_current(address)


def real_path(address: str) -> str:
    """Return the file that a name stands for, links followed; the address of a server as it is."""
    if is_server(address):
        return address
    from deskctl.store.sqlite.address import real_path as real

    return real(address)


def store_info(address: str) -> dict[str, Any]:
    """Describe a store: where it is, its schema, rows of each table, policies, and the last change."""
    if is_server(address):
        from deskctl.store.postgres import info as server

        return server.store_info(address)
    from deskctl.store.sqlite import info as file

    return file.store_info(address)


def check_store(address: str, now: Instant, *, quick: bool = False) -> list[Finding]:
    """Examine a store: the findings, the gravest first; `quick` leaves out what reads every row."""
    if is_server(address):
        from deskctl.store.postgres import check

        return check.check_store(address, quick=quick)
    from deskctl.store.sqlite.checks import doctor

    return doctor.check_store(address, now, quick=quick)


def rebuild(address: str, on_progress: Callable[[int, int], None] | None = None, *, accept: bool = False) -> Rebuilt:
    """Derive every ticket and write the rows that differ; with `accept` the facts are taken as they are."""
    if is_server(address):
        from deskctl.store.postgres import rebuild as deriving_on_server

        return deriving_on_server.rebuild(address, on_progress)
    from deskctl.store.facts import rebuild as deriving

    done = deriving.rebuild(address, on_progress, accept=accept)
    settle_import(address)
    return done


def is_there(address: str) -> bool:
    """Return whether there is a store; that on a server counts as there, and opening it explains what is wrong."""
    return is_server(address) or Path(address).exists()


def settle_import(address: str) -> None:
    """Finish an import that was stopped; on a server there is none, for it is one transaction."""
    if not is_server(address):
        from deskctl.store.sqlite.bulk_import import apply

        apply.settle_import(address)
