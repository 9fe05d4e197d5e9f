"""What all tables share: the table's name is the noun, a reference to a ticket is its number."""

import re
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

_WORD_BREAK = re.compile("(?<!^)(?=[A-Z])")


class Row(SQLModel):
    """A row of a table that is named as its class, in snake case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - called with the class
        return _WORD_BREAK.sub("_", cls.__name__).lower()


def ticket_reference() -> Any:
    """Declare a column of a reference record that may name a ticket: tickets name these too, so it is cut here."""
    return Field(default=None, sa_column_args=[ForeignKey("ticket.number", use_alter=True)])


def ticket_key() -> Any:
    """Declare the column that keys a row by its ticket."""
    return Field(primary_key=True, foreign_key="ticket.number")
