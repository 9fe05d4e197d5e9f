"""The revision of the schema of a store, and whether this program can work with it."""

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.port import Reader
from deskctl.store.store_errors import INIT, MIGRATE, emptied, foreign, newer_schema

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
)
"""The revisions that this program knows, oldest first."""

HEAD = REVISIONS[-1]

_OWN = ("alembic_version", "ticket")
_OWN_TABLES = f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name IN {_OWN}"
_ANY_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table'"


def stored_revision(conn: Reader, path: str) -> str | None:
    """Return the revision of a store; None if the file is still empty.

    Raises `StoreUnusable` if the file contains something else or the schema of a newer program.
    """
    if len(conn.execute(_OWN_TABLES).fetchall()) < len(_OWN):
        if conn.execute(_ANY_TABLE).fetchone() is None:
            return None
        raise foreign(path)
    row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(row[0]) if row else ""
    if revision not in REVISIONS:
        raise newer_schema(path, revision)
    return revision


def require_current(conn: Reader, path: str) -> None:
    """Raise `StoreUnusable` unless the store has the current revision."""
    revision = stored_revision(conn, path)
    if revision is None:
        from deskctl.store.sqlite.integrity.head_file import head_of

        if head := head_of(path):
            raise emptied(path, head.writes)
        raise StoreUnusable(N_("The store {path} is empty."), path=path, hint=INIT)
    if revision != HEAD:
        raise StoreUnusable(
            N_("The store {path} has an older schema ({revision})."),
            path=path,
            revision=revision,
            hint=MIGRATE,
        )
