"""Rebuild the derived rows and search texts of a desk on a server from its facts."""

from collections.abc import Callable

from deskctl.store.facts.rederivation import RebuildResult, rederive_all
from deskctl.store.log import note
from deskctl.store.postgres.schema.sequences import is_behind, set_sequence
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import writing_once
from deskctl.store.search.search_index import make_index


def rebuild(address: str, on_progress: Callable[[int, int], None] | None = None) -> RebuildResult:
    """Derive every ticket, write the rows that differ and correct the ticket counter, in one transaction."""
    with writing_once(address) as conn:
        done = rebuild_derived(conn, on_progress)
    note("rebuilt", tickets=done.tickets, differing=done.differing_count, accepted=0)
    return done


def rebuild_derived(conn: ServerTransaction, on_progress: Callable[[int, int], None] | None = None) -> RebuildResult:
    """Do so within the running transaction."""
    if is_behind(conn):
        set_sequence(conn)
    done = rederive_all(conn, on_progress)
    make_index(conn)
    return done
