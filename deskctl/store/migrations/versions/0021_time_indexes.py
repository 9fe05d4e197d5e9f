"""Index what the passing of time causes: warnings, clocks that open, pauses that end; and open emergencies."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import make_indexes

revision = "0021"
down_revision = "0020"

_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"
_INDEXES = {
    "clock_warns": "clock (outcome, warns_at, due) WHERE outcome = 'open'",
    "clock_opens": "clock (outcome, opens_at) WHERE outcome = 'open' AND opens_at IS NOT NULL",
    "ticket_emergency": f"ticket (number) WHERE mode = 'emergency' AND {_IS_OPEN}",
    "ticket_paused": "ticket (paused_until) WHERE paused_until IS NOT NULL",
}


def upgrade() -> None:
    """Create the indexes, and drop one that is no longer used."""
    make_indexes(plain(op.get_bind()), _INDEXES, superseded=("ticket_soon",))
