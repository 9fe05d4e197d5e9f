"""Add the time at which a return visit was withdrawn because it had been recorded by mistake."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column."""
    change_table(plain(op.get_bind()), "return_visit", TableChange(columns=("retired_at INTEGER",)))
