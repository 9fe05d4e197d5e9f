"""A return visit that was recorded by mistake is kept and counts no more: since when."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column."""
    change_table(plain(op.get_bind()), "return_visit", TableChange(columns=("retired_at INTEGER",)))
