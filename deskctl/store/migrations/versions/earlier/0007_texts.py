"""Add the folded texts of tickets and reference data, with their indexes."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.search.search_index import make_index

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the current texts of every ticket and record; they are derived, so older forms are not needed."""
    make_index(plain(op.get_bind()))
