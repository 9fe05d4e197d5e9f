"""Pages that cost the same however long the past is: open tickets in every order, a customer's, and the tagged ones."""

from alembic import op

from deskctl.store.migrations.engine import plain

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
    conn = plain(op.get_bind())
    for name, definition in _INDEXES.items():
        conn.execute(f"DROP INDEX IF EXISTS {name}")
        conn.execute(f"CREATE INDEX {name} ON {definition}")
