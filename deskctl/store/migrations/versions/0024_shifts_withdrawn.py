"""Add the time at which a shift on call was withdrawn from the roster."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the column."""
    change_table(plain(op.get_bind()), "roster", TableChange(columns=("retired_at INTEGER",)))
