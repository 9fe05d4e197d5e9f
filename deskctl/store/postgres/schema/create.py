"""Create a store in an existing database, and keep its schema up to date."""

from contextlib import closing
from pathlib import Path

from deskctl.store.log import note
from deskctl.store.migrations.revision import HEAD, REVISIONS
from deskctl.store.port import Transaction
from deskctl.store.postgres.reader import require_current, stored_revision
from deskctl.store.postgres.rebuild import rebuild_derived
from deskctl.store.postgres.schema.guards import lacks_rights, revoke_connect, set_rights
from deskctl.store.postgres.schema.sequences import MAKE, has_sequence, set_sequence
from deskctl.store.postgres.server_errors import translated_errors
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import transaction

SCHEMA = Path(__file__).with_name("schema.sql")
"""The tables of the models for PostgreSQL, written by `.ci/records`."""


def create_store(address: str, *, with_records: bool = False, zone: str | None = None, for_tests: bool = False) -> bool:
    """Create the tables in an empty database; return whether they were created.

    A store created `for_tests` is marked as such: there the caller states the actor and the time.
    """
    with translated_errors(address), closing(ServerTransaction(address)) as conn:
        if _exists(conn, address):
            return False
        conn.execute("CREATE SEQUENCE IF NOT EXISTS desk_change")  # before the first transaction, which reads it
        with transaction(conn, address):
            if _exists(conn, address):  # another program was quicker
                return False
            _make_tables(conn)
            set_rights(conn)
            conn.execute("INSERT INTO server_desk (for_tests) VALUES (?)", (for_tests,))
            if not for_tests:
                revoke_connect(conn)
            _fill(conn, zone, with_records=with_records)
        return True


def _exists(conn: ServerTransaction, address: str) -> bool:
    if stored_revision(conn, address) is None:
        return False
    require_current(conn, address)
    return True


def ensure_current(address: str) -> bool:
    """Migrate a store with an older schema; return whether it was. A newer schema is refused.

    The derived rows are derived again in the same transaction: the rules of a newer program may differ.
    """
    with translated_errors(address), closing(ServerTransaction(address)) as conn, transaction(conn, address):
        revision = stored_revision(conn, address)
        if revision not in REVISIONS[:-1] and not (revision == HEAD and (lacks_rights(conn) or not has_sequence(conn))):
            require_current(conn, address)
            return False
        from deskctl.store.postgres.schema.migration import migrate

        migrate(conn)
        rebuild_derived(conn)
    note("migrated", before=revision)
    return True


def _make_tables(conn: ServerTransaction) -> None:
    from deskctl.store.postgres.bigram_index import FUNCTION, INDEXES
    from deskctl.store.postgres.schema.functions import FUNCTIONS, TEXTS

    conn.execute(SCHEMA.read_text(encoding="utf-8"))
    for statements in (FUNCTIONS, TEXTS, FUNCTION, INDEXES):
        conn.execute(statements)
    conn.execute(MAKE)
    set_sequence(conn)
    conn.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    conn.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))


def _fill(conn: Transaction, zone: str | None, *, with_records: bool) -> None:
    from deskctl.store.facts.policies import install_packaged
    from deskctl.store.facts.shipped_records import set_up_records

    install_packaged(conn)
    if with_records:
        set_up_records(conn, zone)
