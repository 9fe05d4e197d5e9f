"""Create the word index of tickets."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.search.search_index import make_index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the current index with every ticket; its content is derived, so older forms are not needed."""
    make_index(plain(op.get_bind()))
