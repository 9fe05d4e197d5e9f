"""Index open tickets in every order, those of a customer and tagged ones: the number of old tickets costs no time."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import make_indexes

revision = "0019"
down_revision = "0018"

_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"
_INDEXES = {
    "action_tagged": "action (ticket, seq) WHERE event = 'tagged'",
    "ticket_open_changed": f"ticket (changed_at, number) WHERE {_IS_OPEN}",
    "ticket_open_closed": f"ticket (closed_at, number) WHERE {_IS_OPEN}",
    "ticket_open_customer": f"ticket (customer, next_due_at, number) WHERE {_IS_OPEN}",
    "ticket_open_number": f"ticket (number) WHERE {_IS_OPEN}",
}


def upgrade() -> None:
    """Add the indexes."""
    make_indexes(plain(op.get_bind()), _INDEXES)
