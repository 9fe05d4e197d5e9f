"""Derive the rows of the whole desk again: what differs from the facts is reported and corrected."""

from collections.abc import Callable

from deskctl.store.facts.rederivation import Rebuilt, derive_every
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.search.search_index import make_index
from deskctl.store.sqlite.bulk_import.resume_mark import end, mark_in
from deskctl.store.sqlite.bulk_import.staging import open_staging
from deskctl.store.sqlite.checks.schema_checks import put_schema_right
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import writing_once


def rebuild(path: str, on_progress: Callable[[int, int], None] | None = None, *, accept: bool = False) -> Rebuilt:
    """Derive every ticket and write the rows that differ, in one transaction; the index of words is made again.

    With `accept` the facts are sealed as they are: what was lost or altered until now is not asked after again, nor
    the rest of an import that is gone.
    """
    with writing_once(path, accept=accept) as conn:
        done = derive_again(conn, on_progress)
        if accept:
            conn.ledger.is_rebuilt = True
            _give_up_rest(conn, path)
    note("rebuilt", tickets=done.tickets, differing=len(done.differing), accepted=int(accept))
    return done


def derive_again(conn: SealedConnection, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Derive every ticket and write the rows that differ, within the running transaction."""
    put_schema_right(conn)
    done = derive_every(conn, on_progress)
    make_index(conn)
    return done


def _give_up_rest(conn: Reader, path: str) -> None:
    """Stop waiting for the rest of an import if it is gone."""
    mark = mark_in(conn)
    staging = open_staging(path, mark.staging) if mark else None
    if staging is None:
        end(conn)
    else:
        staging.close()
