"""Open a store on a server for reading, and check that its schema is current."""

from typing import NoReturn

from deskctl.config.store_address import redacted
from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.migrations.revision import HEAD, REVISIONS
from deskctl.store.port import Reader
from deskctl.store.postgres.connection import ServerConnection
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.server_errors import older_server, translated_errors
from deskctl.store.store_errors import MIGRATE, newer_schema

OLDEST = 150000
"""The oldest version of PostgreSQL that deskctl works with."""

_STATE = """
SELECT current_setting('server_version_num')::int, (SELECT version_num FROM alembic_version), for_tests,
 to_regclass('desk_ticket') IS NOT NULL,
 session_user::text, floor(extract(epoch FROM clock_timestamp()))::bigint,
 (SELECT tz FROM meta ORDER BY rowid LIMIT 1) FROM server_desk
"""
_READ_ONLY = "SET default_transaction_read_only = on"
"""Not among the options of the connection, as an address may ask for a server that accepts changes."""
_VERSION_AND_TABLE = "SELECT current_setting('server_version_num')::int, to_regclass('alembic_version') IS NOT NULL"


def open_reader(address: str) -> Reader:
    """Open a store for reading; raises `StoreUnusable` if it does not exist, is not a store, or has another schema."""
    with translated_errors(address):
        conn = ServerConnection(address)
        try:
            require_current(conn, address)
        except BaseException:
            conn.close()
            raise
        return conn


def stored_revision(conn: Reader, address: str) -> str | None:
    """Return the revision of a store; None if the database is still empty."""
    version, is_there = conn.execute(_VERSION_AND_TABLE).fetchone()
    if version < OLDEST:
        raise older_server(address, version)
    if not is_there:
        return None
    row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def require_current(conn: ServerConnection, address: str) -> None:
    """Raise `StoreUnusable` unless the store has the current schema; set the login and time of the connection."""
    try:
        version, revision, for_tests, is_numbered, login, time, zone = conn.ask(
            _STATE if conn.is_writing else f"{_READ_ONLY};{_STATE}"
        ).fetchone()
    except psycopg2.errors.UndefinedTable:
        conn.ask("ROLLBACK")
        _raise_unusable(address, stored_revision(conn, address))
    else:
        if version < OLDEST:
            raise older_server(address, version)
        if revision != HEAD or not is_numbered:
            _raise_unusable(address, revision)
        conn.set_session(login, time, zone, for_tests=for_tests)


def _raise_unusable(address: str, revision: str | None) -> NoReturn:
    """Raise the error for a store that does not exist or has another schema."""
    shown = redacted(address)
    if revision is None:
        raise StoreUnusable(N_("There is no store at {path} yet."), path=shown, hint="deskctl store init")
    if revision not in REVISIONS:
        raise newer_schema(shown, revision)
    raise StoreUnusable(
        N_("The store {path} has an older schema ({revision})."), path=shown, revision=revision, hint=MIGRATE
    )
