"""Whether a desk on a server is sound: the chains, the derived rows, the searched texts, the counters, the rights."""

from collections.abc import Iterator
from contextlib import closing

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.store.broken_chains import broken_chains
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.rederivation import reckoned
from deskctl.store.finding import REBUILD, Finding
from deskctl.store.port import Reader, login_of
from deskctl.store.postgres.reader import open_reader
from deskctl.store.postgres.schema.guard_checks import wrong_rights
from deskctl.store.postgres.schema.sequences import is_behind
from deskctl.store.postgres.server_errors import naming_trouble
from deskctl.store.search.text_check import texts_differ


def check_store(address: str, *, quick: bool = False) -> list[Finding]:
    """Examine a store; `quick` leaves out what reads every row.

    What the server itself vouches for, such as pages and references, is left to it.
    """
    with naming_trouble(address), closing(open_reader(address)) as conn:
        conn.execute("BEGIN")
        whole = [] if quick else [*broken_chains(conn), *_differing(conn)]
        rights = () if login_of(conn) is None else wrong_rights(conn)
        return [*whole, *_unsearched(conn, quick=quick), *_low_counter(conn), *rights]


def _differing(conn: Reader) -> Iterator[Finding]:
    for stored in stored_cases(conn):
        if reckoned(conn, stored).differs:
            ticket = ticket_name(stored.number)
            says = N_("The derived rows of {ticket} do not follow from its actions.")
            yield Finding("derived", ticket, says, REBUILD, values={"ticket": ticket})


def _unsearched(conn: Reader, *, quick: bool) -> Iterator[Finding]:
    if _differ_in_number(conn) if quick else texts_differ(conn):
        yield Finding("index", "ticket_text", N_("The search index does not match the tickets."), REBUILD)


def _differ_in_number(conn: Reader) -> bool:
    """Return whether there are as many texts as tickets, which is quick to know, or not."""
    tickets, texts = conn.execute("SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM ticket_text)").fetchone()
    return bool(tickets != texts)


def _low_counter(conn: Reader) -> Iterator[Finding]:
    if is_behind(conn):
        says = N_("The counter of tickets is behind them: the next number would be one that is taken.")
        yield Finding("counter", "ticket", says, REBUILD)
