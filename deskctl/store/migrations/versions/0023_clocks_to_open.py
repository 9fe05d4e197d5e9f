"""Drop one of the two indexes of clocks that are yet to open."""

from alembic import op

from deskctl.store.migrations.engine import plain

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Drop the redundant index."""
    plain(op.get_bind()).execute("DROP INDEX IF EXISTS clock_opens")
