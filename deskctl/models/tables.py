"""All tables together: importing this fills the metadata."""

from sqlmodel import SQLModel

from deskctl.models import (
    actions,
    assets,
    calendars,
    care,
    catalogue,
    clocks,
    customers,
    desk,
    intake,
    knowledge,
    parts,
    reports,
    seals,
    staff,
    tickets,
)

METADATA = SQLModel.metadata
NOUNS = (
    actions,
    assets,
    calendars,
    care,
    catalogue,
    clocks,
    customers,
    desk,
    intake,
    knowledge,
    parts,
    reports,
    seals,
    staff,
    tickets,
)
