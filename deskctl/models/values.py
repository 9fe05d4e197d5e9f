"""Annotations for the meaning of a column's values where the SQL type alone does not define it.

A time is stored as a number, a list as a text. The light description takes the meaning from here, and all code that
shows, writes or reads a value uses it.
"""

from typing import Annotated, NamedTuple, TypeAlias, TypeVar

_Value = TypeVar("_Value")


class Kind(NamedTuple):
    """The name of a kind of values."""

    name: str


class Names(NamedTuple):
    """The table whose records a column names without a foreign key, as in a list."""

    table: str


LATER = "later"
"""Marks a column that was added after the exchange format: files leave it out if it is empty."""

Identifier: TypeAlias = Annotated[str, Kind("id")]
Moment: TypeAlias = Annotated[int, Kind("time")]
Day: TypeAlias = Annotated[str, Kind("date")]
Texts: TypeAlias = Annotated[str, Kind("texts")]
"""A list of texts as JSON."""

Objects: TypeAlias = Annotated[str, Kind("objects")]
"""A list of objects as JSON."""

Object: TypeAlias = Annotated[str, Kind("object")]
"""An object as JSON."""

Anything: TypeAlias = Annotated[str, Kind("list")]
"""A list of anything as JSON."""

Later: TypeAlias = Annotated[_Value | None, LATER]
