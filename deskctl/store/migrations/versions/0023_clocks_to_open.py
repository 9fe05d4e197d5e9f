"""One index of the clocks that are still to open, not two; the row of a ticket finds its clocks by their ticket."""

from alembic import op

from deskctl.store.migrations.engine import plain

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Drop the one that the other does the work of."""
    plain(op.get_bind()).execute("DROP INDEX IF EXISTS clock_opens")
