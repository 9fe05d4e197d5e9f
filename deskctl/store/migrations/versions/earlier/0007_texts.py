"""The folded texts of tickets and of reference data, with their indexes."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.search.search_index import make_index

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the texts and put every ticket and record in, as this program does; what stands there is never a fact."""
    make_index(plain(op.get_bind()))
