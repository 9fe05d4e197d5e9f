"""Derive the rows of a desk on a server again, and make what is searched again."""

from collections.abc import Callable

from deskctl.store.facts.rederivation import Rebuilt, derive_every
from deskctl.store.log import note
from deskctl.store.postgres.writer import writing_once
from deskctl.store.search.search_index import make_index


def rebuild(address: str, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Derive every ticket and write the rows that differ, in one transaction."""
    with writing_once(address) as conn:
        done = derive_every(conn, on_progress)
        make_index(conn)
    note("rebuilt", tickets=done.tickets, differing=len(done.differing), accepted=0)
    return done
