"""Add the date from which a customer is served."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column."""
    change_table(plain(op.get_bind()), "customer", TableChange(columns=("service_start VARCHAR",)))
