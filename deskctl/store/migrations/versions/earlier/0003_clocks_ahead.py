"""Index the running clocks of each kind by due time."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the index."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX clock_ahead ON clock (calendar, seconds, due, start, clause, outcome) WHERE outcome = 'open'"
    )
