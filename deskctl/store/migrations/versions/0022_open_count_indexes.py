"""Index open tickets with their status and clocks that are yet to open, to count them without reading old ones."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import make_indexes

revision = "0022"
down_revision = "0021"

_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"
_FIRST = "number, customer, site, owner, contact, kind, catalog, channel, level, severity, status"
_INDEXES = {
    "clock_opening": "clock (opens_at) WHERE opens_at IS NOT NULL",
    "ticket_open_changed": f"ticket (changed_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_closed": f"ticket (closed_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_due": f"ticket (next_due_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_number": f"ticket ({_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_reported": f"ticket (reported_at, {_FIRST}) WHERE {_IS_OPEN}",
}


def upgrade() -> None:
    """Create the indexes."""
    make_indexes(plain(op.get_bind()), _INDEXES)
