"""A schema change after all others that records how often it was made."""

import sqlite3
from contextlib import closing

from deskctl.store.migrations.revision import HEAD

NEXT = f'''
"""A change that records how often it was made."""

from alembic import op

revision = "next"
down_revision = "{HEAD}"


def upgrade() -> None:
    """Make a table and a row."""
    op.get_bind().exec_driver_sql("CREATE TABLE made (id INTEGER PRIMARY KEY)")
    op.get_bind().exec_driver_sql("INSERT INTO made DEFAULT VALUES")
'''


def times_made(store: object) -> int:
    """Return how often the change was made."""
    with closing(sqlite3.connect(str(store))) as conn:
        return int(conn.execute("SELECT count(*) FROM made").fetchone()[0])
