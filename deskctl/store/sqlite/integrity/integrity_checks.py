"""The checks that read every row: pages, references, checksums, derived rows; and that of the ticket counter."""

import sqlite3
from collections.abc import Iterator
from itertools import islice

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.facts import Instant
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.policies import PolicyCache
from deskctl.store.facts.rederivation import rederived
from deskctl.store.finding import REBUILD, RESTORE, Finding
from deskctl.store.sqlite.bulk_import.resume_mark import mark_in
from deskctl.store.sqlite.integrity.checksums import broken_seals

_MOST = 20  # of one kind are reported
_SOUND = "ok"


def broken_pages(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a finding for each damage that SQLite itself detects."""
    for (report,) in conn.execute(f"PRAGMA integrity_check({_MOST})"):
        if report != _SOUND:
            yield page_finding(report)


def page_finding(report: str) -> Finding:
    """Return a finding for a report of SQLite."""
    return Finding("pages", "file", N_("The file is damaged: {reason}."), RESTORE, values={"reason": report})


def broken_references(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a finding for each reference to a missing row; tickets of an unfinished import may still be missing."""
    to_come = {"ticket"} if mark_in(conn) is not None else set()
    broken = (row for row in conn.execute("PRAGMA foreign_key_check") if row[2] not in to_come)
    for table, _, parent, _ in islice(broken, _MOST):
        template = N_("A row of {table} refers to a {parent} that does not exist.")
        yield Finding("references", table, template, RESTORE, values={"table": table, "parent": parent})


def altered_tables(conn: sqlite3.Connection, since: Instant | None) -> Iterator[Finding]:
    """Yield a finding for each table whose rows differ from what deskctl wrote."""
    for table, then, now in broken_seals(conn):
        if then > now:
            template = N_("Rows of {table} were lost: {missing}.")
        elif then < now:
            template = N_("Rows were added to {table} by something other than deskctl: {missing}.")
        else:
            template = N_("Rows of {table} were altered by something other than deskctl.")
        values = {"table": table, "missing": abs(then - now)}
        yield Finding("seal", table, template, RESTORE, since=since, values=values)


def differing_rows(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a finding for each ticket whose derived rows do not follow from its facts."""
    policies = PolicyCache(conn)
    for stored in stored_cases(conn):
        ticket = ticket_name(stored.number)
        try:
            differs = rederived(conn, stored, policies).differs
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - damaged facts can fail anywhere in the derivation
            template = N_("The clocks of {ticket} cannot be derived: {reason}.")
            values = {"ticket": ticket, "reason": type(error).__name__}
            yield Finding("derived", ticket, template, RESTORE, values=values)
        else:
            if differs:
                template = N_("The stored status or clocks of {ticket} do not follow from its history.")
                yield Finding("derived", ticket, template, REBUILD, values={"ticket": ticket})


def low_counter(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a finding if the ticket counter would give a number twice."""
    row = conn.execute("SELECT value, (SELECT max(number) FROM ticket) FROM counter WHERE name = 'ticket'").fetchone()
    highest = conn.execute("SELECT max(number) FROM ticket").fetchone()[0] if row is None else row[1]
    if highest is not None and (row is None or row[0] < highest):
        template = N_("The ticket counter is below {ticket}.")
        yield Finding("counter", "counter", template, RESTORE, values={"ticket": ticket_name(highest)})
