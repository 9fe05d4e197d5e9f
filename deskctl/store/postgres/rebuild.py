"""Derive the rows of a desk on a server again, and make what is searched again."""

from collections.abc import Callable

from deskctl.store.facts.rederivation import Rebuilt, derive_every
from deskctl.store.log import note
from deskctl.store.postgres.schema.sequences import go_on, is_behind
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import writing_once
from deskctl.store.search.search_index import make_index


def rebuild(address: str, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Derive every ticket and write the rows that differ, and number on after the last one, in one transaction."""
    with writing_once(address) as conn:
        done = derive_again(conn, on_progress)
    note("rebuilt", tickets=done.tickets, differing=len(done.differing), accepted=0)
    return done


def derive_again(conn: ServerTransaction, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Do so within the running transaction."""
    if is_behind(conn):
        go_on(conn)
    done = derive_every(conn, on_progress)
    make_index(conn)
    return done
