"""Add the user names and roles of the staff, and what a retry key was used for."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns."""
    conn = plain(op.get_bind())
    change_table(conn, "staff", TableChange(columns=("user VARCHAR", "roles VARCHAR")))
    change_table(conn, "receipt", TableChange(columns=("content VARCHAR",)))
