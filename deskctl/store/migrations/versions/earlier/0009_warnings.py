"""Add derived columns for warnings, late entries and ends of pauses, and the years that the desk declared complete."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table
from deskctl.store.port import Connection

revision = "0009"
down_revision = "0008"

_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"


def upgrade() -> None:
    """Add the columns; the tickets are derived again when the schema is up to date."""
    conn = plain(op.get_bind())
    conn.execute("DROP INDEX IF EXISTS clock_ahead")
    change_table(conn, "clock", TableChange(columns=("warns_at INTEGER", "late_entry INTEGER DEFAULT '0' NOT NULL")))
    if _has(conn, "clock", "paused_since"):
        conn.execute("ALTER TABLE clock DROP COLUMN paused_since")
    change_table(conn, "ticket", TableChange(columns=("next_warns_at INTEGER", "paused_until INTEGER")))
    conn.execute(
        f"CREATE INDEX IF NOT EXISTS ticket_soon ON ticket (next_warns_at, next_due_at, owner) WHERE {_IS_OPEN}"
    )
    conn.execute(
        "CREATE TABLE IF NOT EXISTS calendar_year (id VARCHAR NOT NULL, actor VARCHAR NOT NULL,"
        " added_at INTEGER NOT NULL, PRIMARY KEY (id))"
    )


def _has(conn: Connection, table: str, column: str) -> bool:
    return any(row[1] == column for row in conn.execute(f'PRAGMA table_info("{table}")'))
