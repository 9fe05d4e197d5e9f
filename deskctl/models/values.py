"""What the values of a column mean where their type alone does not say: a time is a number, a list is a text.

Everything that shows, writes or reads a value takes it from here, by the light description.
"""

from typing import Annotated, NamedTuple, TypeAlias, TypeVar

_Value = TypeVar("_Value")


class Kind(NamedTuple):
    """The name of a kind of values."""

    name: str


class Names(NamedTuple):
    """The table whose records are named where no foreign key says so, as in a list."""

    table: str


LATER = "later"
"""Marks a column that came later than the exchange format: files leave it out where it is empty."""

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
