"""Make a store in a database that is there, and keep its schema up to date."""

from contextlib import closing
from pathlib import Path

from deskctl.store.log import note
from deskctl.store.migrations.revision import HEAD, REVISIONS
from deskctl.store.port import Transaction
from deskctl.store.postgres.reader import require_current, stored_revision
from deskctl.store.postgres.rebuild import derive_again
from deskctl.store.postgres.schema.guards import close_to_others, keep_rights, lacks_rights
from deskctl.store.postgres.schema.sequences import MAKE, go_on, is_there
from deskctl.store.postgres.server_errors import naming_trouble
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import transaction

SCHEMA = Path(__file__).with_name("schema.sql")
"""The tables of the models as this server has them, written by `.ci/records`."""

_FROM_THE_BEGINNING = 0
"""When the packaged policies count as installed: whatever the firm installs, or brings along, comes after them."""


def create_store(address: str, *, furnished: bool = False, zone: str | None = None, for_tests: bool = False) -> bool:
    """Make the tables in an empty database; True if they were made, False if they were there.

    One that is made `for_tests` says so in itself; there the actor and the time are stated by the caller.
    """
    with naming_trouble(address), closing(ServerTransaction(address)) as conn:
        if _is_there(conn, address):
            return False
        conn.execute("CREATE SEQUENCE IF NOT EXISTS desk_change")  # before the first transaction, which reads it
        with transaction(conn, address):
            if _is_there(conn, address):  # another program was quicker
                return False
            _make_tables(conn)
            keep_rights(conn)
            conn.execute("INSERT INTO server_desk (for_tests) VALUES (?)", (for_tests,))
            if not for_tests:
                close_to_others(conn)
            _fill(conn, zone, furnished=furnished)
        return True


def _is_there(conn: ServerTransaction, address: str) -> bool:
    if stored_revision(conn, address) is None:
        return False
    require_current(conn, address)
    return True


def ensure_current(address: str) -> bool:
    """Migrate a store whose schema is older; True if it was. A newer one is refused, unchanged.

    What is derived from the facts is derived again, in the same transaction: a newer program may read them by other
    rules.
    """
    with naming_trouble(address), closing(ServerTransaction(address)) as conn, transaction(conn, address):
        revision = stored_revision(conn, address)
        if revision not in REVISIONS[:-1] and not (revision == HEAD and (lacks_rights(conn) or not is_there(conn))):
            require_current(conn, address)
            return False
        from deskctl.store.postgres.schema.migration import migrate

        migrate(conn)
        derive_again(conn)
    note("migrated", before=revision)
    return True


def _make_tables(conn: ServerTransaction) -> None:
    from deskctl.store.postgres.grams import FUNCTION, INDEXES
    from deskctl.store.postgres.schema.functions import FUNCTIONS, TEXTS

    conn.execute(SCHEMA.read_text(encoding="utf-8"))
    for statements in (FUNCTIONS, TEXTS, FUNCTION, INDEXES):
        conn.execute(statements)
    conn.execute(MAKE)
    go_on(conn)
    conn.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    conn.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))


def _fill(conn: Transaction, zone: str | None, *, furnished: bool) -> None:
    from deskctl.store.facts.policies import install_packaged
    from deskctl.store.facts.shipped_records import furnish

    install_packaged(conn, _FROM_THE_BEGINNING)
    if furnished:
        furnish(conn, zone)
