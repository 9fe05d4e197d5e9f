"""The index of the words of tickets."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.search.search_index import make_index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index and put every ticket in, as this program does; what stands in it is never a fact."""
    make_index(plain(op.get_bind()))
