"""What is looked at row by row: pages, references, seals, the chain of each ticket, the derived rows."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeAlias

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.facts import Instant
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.chain import ERASED, FIELDS, OF_RECORDS, START, content, link
from deskctl.store.facts.rederivation import reckoned
from deskctl.store.sqlite.bulk_import.resume_mark import mark_in
from deskctl.store.sqlite.finding import REBUILD, RESTORE, Finding
from deskctl.store.sqlite.integrity.checksums import broken_seals

Erased: TypeAlias = tuple[tuple[Any, ...], str, str]
"""A step that an erasure changed: its noun, id and number, its link, the hash of what is left of it."""

_MOST = 20  # of one kind are reported
_SOUND = "ok"
_ACTIONS = f"SELECT {', '.join(FIELDS)}, chain FROM action ORDER BY ticket, seq"
_OF_RECORDS = f"SELECT {', '.join(OF_RECORDS)}, chain FROM master_action ORDER BY noun, id, seq"


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
    found = (row for row in conn.execute("PRAGMA foreign_key_check") if row[2] not in to_come)
    for table, _, parent, _ in islice(found, _MOST):
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


def broken_chains(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find the first action of each ticket that does not follow from the one before."""
    for number, actions in groupby(conn.execute(_ACTIONS), key=itemgetter(0)):
        broken = _first_broken(actions, FIELDS)
        if broken is not None:
            seq, recorded_at = broken
            where = f"{ticket_name(number)}/{seq}" if isinstance(number, int) else str(number)
            says = N_("The history of {ticket} was altered: the step {action} is not the one that was recorded.")
            values = {"ticket": where.split("/")[0], "action": where}
            yield Finding("chain", where, says, RESTORE, since=recorded_at, values=values)
    yield from _broken_records(conn)


def _broken_records(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find the first step in the history of each record that does not follow from the one before.

    A store that is about to be migrated may be so old that these steps are in no chain yet.
    """
    if not conn.execute("SELECT 1 FROM pragma_table_info('master_action') WHERE name = 'chain'").fetchone():
        return
    erased = set(_erased(conn))
    for (noun, name), steps in groupby(conn.execute(_OF_RECORDS), key=itemgetter(0, 1)):
        broken = _first_broken(steps, OF_RECORDS, erased)
        if broken is not None:
            seq, recorded_at = broken
            says = N_("The history of {noun} {id} was altered: the step {action} is not the one that was recorded.")
            values = {"noun": noun, "id": name, "action": f"{name}/{seq}"}
            yield Finding("chain", f"{name}/{seq}", says, RESTORE, since=recorded_at, values=values)


def _erased(conn: sqlite3.Connection) -> Iterator[Erased]:
    """Yield what erasures say of the steps that they changed."""
    for (data,) in conn.execute("SELECT data FROM master_action WHERE event = ?", (ERASED,)):
        for row in json.loads(data).get("rows", ()):
            yield (row["noun"], row["id"], row["seq"]), row["link"], row["content"]


def _first_broken(
    actions: Iterator[tuple[Any, ...]], fields: tuple[str, ...], erased: Collection[Erased] = ()
) -> tuple[int, int | None] | None:
    """Return the first step that does not fit its link, unless an erasure names the link and what is left of it."""
    chain, before = START, None
    for *values, given in actions:
        chain = link(chain, tuple(values))
        if chain != given and (tuple(values[:3]), given, content(tuple(values))) in erased:
            chain = given
        if chain != given:
            return values[fields.index("seq")], before
        before = values[fields.index("recorded_at")]
    return None


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
