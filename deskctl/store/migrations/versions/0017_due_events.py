"""Keep the due list fast on a desk with many old tickets: index the events and tickets that it reads."""

from alembic import op

from deskctl.store.migrations.engine import plain

revision = "0017"
down_revision = "0016"

_EVENTS = (
    "business_informed", "charge_agreed", "charge_declined", "charged", "corrected", "evaluated", "evaluation_asked",
    "faq_published", "left_site", "model_verified", "part_expected", "part_received", "part_requested", "paused",
    "resolved", "training_need_dismissed", "training_suggested",
)  # fmt: skip


def upgrade() -> None:
    """Add the indexes."""
    conn = plain(op.get_bind())
    events = ", ".join(map(repr, _EVENTS))
    conn.execute(f"CREATE INDEX IF NOT EXISTS action_due ON action (event, ticket, seq, at) WHERE event IN ({events})")
    conn.execute("CREATE INDEX IF NOT EXISTS ticket_questions ON ticket (reported_at, number) WHERE kind = 'question'")
