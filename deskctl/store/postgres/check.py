"""The checks of a desk on a server: chains, derived rows, search texts, the ticket counter, and rights."""

from collections.abc import Iterator
from contextlib import closing

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.store.broken_chains import broken_chains
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.policies import PolicyCache
from deskctl.store.facts.rederivation import rederived
from deskctl.store.finding import REBUILD, Finding
from deskctl.store.port import Reader, login_of
from deskctl.store.postgres.reader import open_reader
from deskctl.store.postgres.schema.guard_checks import wrong_rights
from deskctl.store.postgres.schema.sequences import is_behind
from deskctl.store.postgres.server_errors import translated_errors
from deskctl.store.search.text_check import texts_differ


def check_store(address: str, *, quick: bool = False) -> list[Finding]:
    """Return the findings of the checks; `quick` leaves out those that read every row.

    What the server itself guarantees, such as pages and references, is not checked.
    """
    with translated_errors(address), closing(open_reader(address)) as conn:
        conn.execute("BEGIN")
        whole = [] if quick else [*broken_chains(conn), *_differing_tickets(conn)]
        rights = () if login_of(conn) is None else wrong_rights(conn)
        return [*whole, *_wrong_search_texts(conn, quick=quick), *_low_counter(conn), *rights]


def _differing_tickets(conn: Reader) -> Iterator[Finding]:
    policies = PolicyCache(conn)
    for stored in stored_cases(conn):
        if rederived(conn, stored, policies).differs:
            ticket = ticket_name(stored.number)
            template = N_("The derived rows of {ticket} do not follow from its actions.")
            yield Finding("derived", ticket, template, REBUILD, values={"ticket": ticket})


def _wrong_search_texts(conn: Reader, *, quick: bool) -> Iterator[Finding]:
    if _counts_differ(conn) if quick else texts_differ(conn):
        yield Finding("index", "ticket_text", N_("The search index does not match the tickets."), REBUILD)


def _counts_differ(conn: Reader) -> bool:
    """Return whether the numbers of texts and tickets differ, which is quick to find out."""
    tickets, texts = conn.execute("SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM ticket_text)").fetchone()
    return bool(tickets != texts)


def _low_counter(conn: Reader) -> Iterator[Finding]:
    if is_behind(conn):
        template = N_("The ticket counter is too low: the next number would already be in use.")
        yield Finding("counter", "ticket", template, REBUILD)
