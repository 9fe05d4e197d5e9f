"""The base class of all tables, and the columns that refer to tickets."""

import re
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

_WORD_BREAK = re.compile("(?<!^)(?=[A-Z])")


class Row(SQLModel):
    """A row of a table; the table has the name of the class in snake case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - called with the class
        return _WORD_BREAK.sub("_", cls.__name__).lower()


def ticket_reference() -> Any:
    """Declare a reference to a ticket in a table that tickets refer to: `use_alter` breaks the cycle."""
    return Field(default=None, sa_column_args=[ForeignKey("ticket.number", use_alter=True)])


def ticket_key() -> Any:
    """Declare the column that keys a row by its ticket."""
    return Field(primary_key=True, foreign_key="ticket.number")
