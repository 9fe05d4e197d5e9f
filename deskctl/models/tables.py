"""All tables: importing this module fills the metadata."""

from sqlmodel import SQLModel

from deskctl.models import checksums as seals
from deskctl.models import desk
from deskctl.models.reference import assets, calendars, care, catalogue, customers, knowledge, parts, planning, staff
from deskctl.models.ticket import actions, attachments, clocks, mails, outbox, reports, tickets

METADATA = SQLModel.metadata
MODULES = (
    actions,
    assets,
    attachments,
    calendars,
    care,
    catalogue,
    clocks,
    customers,
    desk,
    mails,
    knowledge,
    outbox,
    parts,
    planning,
    reports,
    seals,
    staff,
    tickets,
)
