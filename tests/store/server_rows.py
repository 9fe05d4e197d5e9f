"""Changes that the owner of a server makes to a desk's database, and statements that other logins may not run."""

from contextlib import closing, suppress
from typing import Any

import psycopg2

FORGED_ACTION = """
INSERT INTO action (ticket, seq, at, recorded_at, actor, event, note, data, chain)
SELECT 1, (SELECT max(seq) FROM action WHERE ticket = 1) + %s, extract(epoch FROM now())::bigint + %s,
 extract(epoch FROM now())::bigint + %s, %s, 'note', 'x', '{}', 'x'
"""
"""An action as a foreign client would insert it, with the offset of its number and times and its author."""

FORBIDDEN = (
    "UPDATE action SET note = 'x'",
    "DELETE FROM action",
    "UPDATE master_action SET note = 'x'",
    "TRUNCATE action CASCADE",
    "UPDATE server_desk SET for_tests = TRUE",
    "ALTER TABLE action DISABLE TRIGGER desk_guard",
    "SELECT desk_erase('contact', 'P-0101', 1, '{}', '')",
    "SELECT desk_erase('customer', 'CUS-01', 1, '{}', '[erased]')",
)
"""Statements on recorded facts that only the owner may run."""

UNSEARCHED = ("UPDATE record_text SET named = 'x'", "UPDATE ticket_text SET words = '' WHERE number = 3")
"""Statements that make the search texts differ from the facts without changing their number."""

ALLOWED = "UPDATE ticket SET status = status"
"""A statement that every login may run, because everybody writes derived data."""

NOT_FOR_READERS = "DELETE FROM ticket_text"


def as_owner(address: str, *statements: str) -> None:
    """Run statements as the owner of the database."""
    with closing(psycopg2.connect(address)) as conn:
        conn.autocommit = True
        for statement in statements:
            conn.cursor().execute(statement)


def add_login(address: str, login: str, password: str = "") -> None:
    """Create a login with or without a password, unless it exists already."""
    known_by = f" PASSWORD '{password}'" if password else ""
    with suppress(psycopg2.errors.DuplicateObject):
        as_owner(address, f"CREATE ROLE {login} LOGIN{known_by}")


def end_all_others(address: str) -> None:
    """End all other connections to a database."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    as_owner(address, f"SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE {others}")


def set_counter(address: str, name: str, value: int) -> None:
    """Set the last number of a counter that does not exist yet."""
    as_owner(address, f"INSERT INTO counter (name, value) VALUES ('{name}', {value})")


def end_listeners(conn: Any) -> None:
    """End the connections that wait for changes."""
    with conn.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")


def close_behind_the_desk(address: str, number: int) -> None:
    """Close a ticket by overwriting derived data, as a foreign client might."""
    as_owner(address, f"UPDATE ticket SET status = 'closed' WHERE number = {number:d}")


def make_older(address: str) -> None:
    """Change a database to the schema of an older deskctl."""
    as_owner(
        address,
        "INSERT INTO counter SELECT 'ticket', last_value FROM desk_ticket; DROP SEQUENCE desk_ticket",
        "ALTER TABLE ticket DROP COLUMN closed_at, DROP COLUMN follows; DROP TABLE affected_site",
        "DROP INDEX action_contested; CREATE INDEX ticket_soon ON ticket (next_warns_at, next_due_at, owner)",
        """CREATE INDEX action_contested ON action (ticket, seq) WHERE data LIKE '%%"contested":%%'""",
        "ALTER TABLE clock DROP COLUMN late_entry; UPDATE alembic_version SET version_num = '0011'",
    )


def index_definitions(address: str) -> list[tuple[str]]:
    """Return the definitions of the indexes of a database, sorted by name."""
    with closing(psycopg2.connect(address)) as conn, conn.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname")
        return cursor.fetchall()


def until_one_waits(address: str) -> None:
    """Wait until one writer waits for another."""
    with closing(psycopg2.connect(address)) as conn, conn.cursor() as cursor:
        for _look in range(6000):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity, pg_sleep(0.005)"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            conn.rollback()
            if cursor.fetchone() != (0,):
                return
    raise AssertionError
