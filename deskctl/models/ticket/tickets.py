"""Tickets, and the records that belong to one: assets, sites, a bug, an upgrade, a change, a charge."""

from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key
from deskctl.models.values import Anything, Identifier, Later, Moment, Names, Texts
from deskctl.sla.lifecycle import OPEN_CONDITION

COVERED = ("customer", "site", "owner", "contact", "kind", "catalog", "channel", "level", "severity")
"""Columns that follow the sort key in an index: SQLite skips a ticket without reading its row, and counts the open ones
by status. The indexes of a server lack them."""

_TIMES = {"due": "next_due_at", "reported": "reported_at", "changed": "changed_at", "closed": "closed_at"}
COVERING_INDEXES = frozenset(
    {"ticket_open_number", *(f"ticket_{open_}{name}" for open_ in ("", "open_") for name in _TIMES)}
)
"""The indexes with these columns: an order of all tickets, or of the open ones."""

_FIRST = ("number", *COVERED)
_OPEN = text(OPEN_CONDITION)
_IN_LISTS = text("number > 0")
"""A condition that every ticket meets: only a query that contains it uses such an index, see `HAS_NUMBER`."""
_OF_LISTS = ("kind", "catalog", "channel", "severity")


class Ticket(Row, table=True):
    """One request of any kind, pinned to the policy version that it was opened under.

    `level`, `severity`, `status`, `mode`, `owner`, `fault_class`, `closed_at` and the `next_` columns are derived from
    the actions, `last_seq` and `changed_at` belong to the last recorded action; the other columns hold what was
    entered. A ticket whose customer is not identified yet has none; `called` is the hotline number that was called.
    """

    __table_args__ = (
        *(Index(f"ticket_open_{name}", key, *_FIRST, "status", sqlite_where=_OPEN) for name, key in _TIMES.items()),
        Index("ticket_open_number", *_FIRST, "status", sqlite_where=_OPEN),
        Index("ticket_open_owner", "owner", "next_due_at", "number", sqlite_where=_OPEN),
        Index("ticket_open_customer", "customer", "next_due_at", "number", sqlite_where=_OPEN),
        Index("ticket_emergency", "number", sqlite_where=text(f"mode = 'emergency' AND {OPEN_CONDITION}")),
        Index("ticket_paused", "paused_until", sqlite_where=text("paused_until IS NOT NULL")),
        Index("ticket_due", "next_due_at", *_FIRST, sqlite_where=text("next_due_at IS NOT NULL")),
        Index("ticket_closed", "closed_at", *_FIRST, sqlite_where=text("closed_at IS NOT NULL")),
        Index("ticket_reported", "reported_at", *_FIRST),
        Index("ticket_changed", "changed_at", *_FIRST),
        Index("ticket_status", "status", "number"),
        Index("ticket_owner", "owner", "number"),
        Index("ticket_contact", "contact", "number"),
        Index("ticket_site", "site", "status"),
        Index("ticket_customer", "customer", "reported_at", "number"),
        Index("ticket_customer_number", "customer", "number", sqlite_where=_IN_LISTS),
        Index("ticket_customer_closed", "customer", "closed_at", "number", sqlite_where=text("closed_at IS NOT NULL")),
        Index("ticket_customer_changed", "customer", "changed_at", "number", sqlite_where=text("changed_at > 0")),
        *(Index(f"ticket_{name}", name, "number", sqlite_where=_IN_LISTS) for name in _OF_LISTS),
        Index("ticket_questions", "reported_at", "number", sqlite_where=text("kind = 'question'")),
    )

    number: int = Field(primary_key=True)
    policy: str
    policy_version: str
    customer: str | None = Field(default=None, foreign_key="customer.id")
    site: str | None = Field(default=None, foreign_key="site.id")
    contact: str | None = Field(default=None, foreign_key="contact.id")
    channel: str
    catalog: str | None = None
    kind: str
    level: str
    level_initial: str
    severity: str | None = None
    severity_initial: str | None = None
    severity_chosen_by: str | None = None
    status: str
    mode: str = "normal"
    service_mode: str | None = None
    title: str
    description: str = ""
    lang: str
    occurred_at: Moment | None = None
    reported_at: Moment
    owner: str | None = Field(default=None, foreign_key="staff.id")
    owner_initial: str | None = Field(default=None, foreign_key="staff.id")
    fault_class: str | None = None
    need: str | None = None
    visit_reason: str | None = None
    scope: str | None = None
    faq: str | None = Field(default=None, foreign_key="faq.id")
    training: str | None = Field(default=None, foreign_key="training.id")
    inspection: str | None = Field(default=None, foreign_key="inspection.id")
    advisory: str | None = Field(default=None, foreign_key="advisory.id")
    checklist: Anything | None = None
    duplicate_of: int | None = Field(default=None, foreign_key="ticket.number")
    about_ticket: int | None = Field(default=None, foreign_key="ticket.number")
    about_staff: str | None = Field(default=None, foreign_key="staff.id")
    feedback_kind: str | None = None
    self_attempted: bool | None = None
    out_of_hours: bool | None = None
    engineer_on_site: bool | None = None
    pre_acceptance: bool | None = None
    clauses: Texts = "[]"
    next_due_at: Moment | None = None
    next_milestone: str | None = None
    next_clause: str | None = None
    last_seq: int = 0
    changed_at: Moment
    called: str | None = None
    external_id: Identifier | None = Field(default=None, unique=True, index=True)
    next_warns_at: Moment | None = None
    paused_until: Moment | None = None
    follows: int | None = Field(default=None, foreign_key="ticket.number", index=True)
    closed_at: Moment | None = None


class TicketAsset(Row, table=True):
    """An asset that a ticket is about; `position` keeps the order of entry."""

    __table_args__ = (Index("ticket_asset_asset", "asset", "ticket"),)

    ticket: int = ticket_key()
    position: int = Field(primary_key=True)
    asset: str = Field(foreign_key="asset.id")


class AffectedSite(Row, table=True):
    """A further site that a ticket's fault affects."""

    __table_args__ = (Index("affected_site_site", "site", "ticket"),)

    ticket: int = ticket_key()
    position: int = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")


class Bug(Row, table=True):
    """A program error behind a ticket."""

    ticket: int = ticket_key()
    id: str
    severity: str | None = None
    fixed_in: str | None = None


class Upgrade(Row, table=True):
    """An upgrade or patch of a system; `fixes` is a list of ticket names."""

    ticket: int = ticket_key()
    kind: str
    system: str = Field(foreign_key="asset.id")
    from_version: str | None = None
    to_version: str | None = None
    window: str | None = None
    rollback: str | None = None
    fixes: Annotated[Texts, Names("ticket")] = "[]"
    fee: float | None = None


class Change(Row, table=True):
    """The decision on a change request."""

    ticket: int = ticket_key()
    size: str
    estimate_days: float | None = None
    decision: str | None = None


class Charge(Row, table=True):
    """What is charged for a ticket, and on what basis."""

    ticket: int = ticket_key()
    basis: str
    rate: float | None = None
    days: Later[float] = None
    amount: float | None = None
