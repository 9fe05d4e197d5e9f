"""Checks row by row: pages, references, seals, the chain of each ticket, the derived rows."""

import sqlite3
from collections.abc import Iterator
from itertools import islice

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.facts import Instant
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.rederivation import reckoned
from deskctl.store.finding import REBUILD, RESTORE, Finding
from deskctl.store.sqlite.bulk_import.resume_mark import mark_in
from deskctl.store.sqlite.integrity.checksums import broken_seals

_MOST = 20  # of one kind are reported
_SOUND = "ok"


def broken_pages(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find what SQLite itself knows to be broken."""
    for (reported,) in conn.execute(f"PRAGMA integrity_check({_MOST})"):
        if reported != _SOUND:
            yield page_finding(reported)


def page_finding(reported: str) -> Finding:
    """Make a finding of what SQLite says."""
    return Finding("pages", "file", N_("The file is damaged: {reason}."), RESTORE, values={"reason": reported})


def broken_references(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find rows that name what is not there; a ticket that an import brings may be still to come."""
    to_come = {"ticket"} if mark_in(conn) is not None else set()
    broken = (row for row in conn.execute("PRAGMA foreign_key_check") if row[2] not in to_come)
    for table, _, parent, _ in islice(broken, _MOST):
        says = N_("A row of {table} names a {parent} that is not there.")
        yield Finding("references", table, says, RESTORE, values={"table": table, "parent": parent})


def altered_tables(conn: sqlite3.Connection, since: Instant | None) -> Iterator[Finding]:
    """Find tables whose rows are not those that deskctl wrote."""
    for table, then, now in broken_seals(conn):
        if then > now:
            says = N_("Rows of {table} were lost: {missing}.")
        elif then < now:
            says = N_("Rows were added to {table} by something other than deskctl: {missing}.")
        else:
            says = N_("Rows of {table} were altered by something other than deskctl.")
        values = {"table": table, "missing": abs(then - now)}
        yield Finding("seal", table, says, RESTORE, since=since, values=values)


def differing_rows(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find tickets whose derived rows do not follow from their facts."""
    for stored in stored_cases(conn):
        ticket = ticket_name(stored.number)
        try:
            differs = reckoned(conn, stored).differs
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - damaged facts can fail anywhere in the derivation
            says = N_("The clocks of {ticket} cannot be derived: {reason}.")
            values = {"ticket": ticket, "reason": type(error).__name__}
            yield Finding("derived", ticket, says, RESTORE, values=values)
        else:
            if differs:
                says = N_("The status or the clocks kept of {ticket} do not follow from its history.")
                yield Finding("derived", ticket, says, REBUILD, values={"ticket": ticket})


def low_counter(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find a counter that would give a number twice."""
    row = conn.execute("SELECT value, (SELECT max(number) FROM ticket) FROM counter WHERE name = 'ticket'").fetchone()
    highest = conn.execute("SELECT max(number) FROM ticket").fetchone()[0] if row is None else row[1]
    if highest is not None and (row is None or row[0] < highest):
        says = N_("The ticket counter is below {ticket}.")
        yield Finding("counter", "counter", says, RESTORE, values={"ticket": ticket_name(highest)})
