"""Index the tickets of a site by status, to find the few open ones among thousands."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Replace the index without the status."""
    op.drop_index("ix_ticket_site", "ticket")
    op.create_index("ticket_site", "ticket", ["site", "status"])
