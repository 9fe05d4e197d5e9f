"""Rebuild the derived rows of a desk in a file from its facts."""

from collections.abc import Callable

from deskctl.store.facts.rederivation import RebuildResult, rederive_all
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.search.search_index import make_index
from deskctl.store.sqlite.bulk_import.resume_mark import mark_in, remove_mark
from deskctl.store.sqlite.bulk_import.staging import open_staging
from deskctl.store.sqlite.checks.schema_checks import correct_schema
from deskctl.store.sqlite.reader import FEW_PAGES
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import writing_once


def rebuild(path: str, on_progress: Callable[[int, int], None] | None = None, *, accept: bool = False) -> RebuildResult:
    """Derive every ticket, write the rows that differ and rebuild the word index, in one transaction.

    With `accept` the facts are sealed as they are: what was lost or altered before is not reported again, and the rest
    of an import whose staging is gone is no longer expected.
    """
    with writing_once(path, accept=accept) as conn:
        done = rebuild_derived(conn, on_progress)
        if accept:
            conn.ledger.is_rebuilt = True
            _abandon_import(conn, path)
    note("rebuilt", tickets=done.tickets, differing=done.differing_count, accepted=int(accept))
    return done


def rebuild_derived(conn: SealedConnection, on_progress: Callable[[int, int], None] | None = None) -> RebuildResult:
    """Rebuild the derived rows and the word index within the running transaction, and correct the schema."""
    conn.execute(FEW_PAGES)
    correct_schema(conn)
    done = rederive_all(conn, on_progress)
    make_index(conn)
    return done


def _abandon_import(conn: Reader, path: str) -> None:
    """Remove the mark of an unfinished import whose staging is gone."""
    mark = mark_in(conn)
    staging = open_staging(path, mark.staging) if mark else None
    if staging is None:
        remove_mark(conn)
    else:
        staging.close()
