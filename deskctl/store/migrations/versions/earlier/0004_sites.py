"""The index of the tickets of a site, with their status: the few at work are found among thousands that are not."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Put the index with the status in place of the one without."""
    op.drop_index("ix_ticket_site", "ticket")
    op.create_index("ticket_site", "ticket", ["site", "status"])
