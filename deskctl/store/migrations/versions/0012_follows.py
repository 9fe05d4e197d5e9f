"""Add the column for the closed ticket that a new one follows."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    change = TableChange(columns=("follows INTEGER",), constraints=("FOREIGN KEY(follows) REFERENCES ticket (number)",))
    change_table(plain(op.get_bind()), "ticket", change)
