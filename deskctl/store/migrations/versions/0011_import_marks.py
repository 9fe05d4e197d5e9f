"""Add the table of imported tickets: when, by whom, and from which file."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table; earlier imports have no mark."""
    op.get_bind().exec_driver_sql(
        """CREATE TABLE IF NOT EXISTS import_mark (ticket INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  at INTEGER NOT NULL, actor VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (ticket),
  FOREIGN KEY(ticket) REFERENCES ticket (number)) WITHOUT ROWID"""
    )
