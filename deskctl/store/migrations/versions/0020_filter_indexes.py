"""Index tickets by every filter, with covering indexes for the orders: pages cost the same with every filter."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import make_indexes

revision = "0020"
down_revision = "0019"

_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"
_FIRST = "number, customer, site, owner, contact, kind, catalog, channel, level, severity"
_INDEXES = {
    "affected_site_site": "affected_site (site, ticket)",
    "ticket_asset_asset": "ticket_asset (asset, ticket)",
    "ticket_catalog": "ticket (catalog, number) WHERE number > 0",
    "ticket_changed": f"ticket (changed_at, {_FIRST})",
    "ticket_channel": "ticket (channel, number) WHERE number > 0",
    "ticket_closed": f"ticket (closed_at, {_FIRST}) WHERE closed_at IS NOT NULL",
    "ticket_customer_changed": "ticket (customer, changed_at, number) WHERE changed_at > 0",
    "ticket_customer_closed": "ticket (customer, closed_at, number) WHERE closed_at IS NOT NULL",
    "ticket_customer_number": "ticket (customer, number) WHERE number > 0",
    "ticket_due": f"ticket (next_due_at, {_FIRST}) WHERE next_due_at IS NOT NULL",
    "ticket_kind": "ticket (kind, number) WHERE number > 0",
    "ticket_reported": f"ticket (reported_at, {_FIRST})",
    "ticket_severity": "ticket (severity, number) WHERE number > 0",
    "ticket_open_changed": f"ticket (changed_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_closed": f"ticket (closed_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_due": f"ticket (next_due_at, {_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_number": f"ticket ({_FIRST}) WHERE {_IS_OPEN}",
    "ticket_open_reported": f"ticket (reported_at, {_FIRST}) WHERE {_IS_OPEN}",
}
_SUPERSEDED = ("ix_affected_site_site", "ix_ticket_asset_asset")


def upgrade() -> None:
    """Create the indexes, those of open tickets last: SQLite prefers the newest of equal indexes."""
    make_indexes(plain(op.get_bind()), _INDEXES, superseded=_SUPERSEDED)
