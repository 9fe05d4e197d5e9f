"""The structure of a document in any format: a title, sections, and a few kinds of blocks.

The texts are raw; each writer makes them safe for its format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Cell: TypeAlias = str | int | float | None
"""The content of a table cell: a text, a number, or nothing."""

ColumnKind: TypeAlias = Literal["text", "number", "share", "hours"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the document."""

    name: str = ""
    imprint: tuple[str, ...] = ()
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text with line ends, after a `label`."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a share is a part of one, hours are in seconds; `width` is relative to the other columns."""

    title: str
    kind: ColumnKind = "text"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a heading; those to be filled in `by_hand`, on paper, are high enough for that.

    A format with pages may show only the first rows of a table that `ends_early`.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    by_hand: bool = False
    ends_early: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry of a timeline: when, what, by whom, with which text."""

    when: str
    what: str
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in order of time."""

    moments: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a chart under one name; None if there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side for each label."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: ColumnKind = "number"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A place to sign: the role, and the name if it is known."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side."""

    blanks: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its media type, bytes, caption, and size in points as it is shown, upright."""

    kind: str
    data: bytes
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures one below the other."""

    pictures: tuple[Picture, ...]


Block: TypeAlias = LabelledValues | TextBlock | Table | Timeline | Chart | Signatures | Pictures


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its content."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `name` is its kind for templates, `number` its filing number, `mark` a warning."""

    name: str
    title: str
    number: str
    subject: str
    lang: str
    letterhead: Letterhead
    sections: tuple[Section, ...]
    mark: str = ""


def facts(*rows: tuple[str, object]) -> LabelledValues:
    """Return facts of the rows that have a value."""
    return LabelledValues(tuple((label, str(value)) for label, value in rows if value not in {None, ""}))


def section(title: str, *blocks: Block | None) -> Section | None:
    """Return a section of the blocks that have content; None if none has."""
    kept = tuple(block for block in blocks if block is not None and not _is_empty(block))
    return Section(title, kept) if kept else None


def sections(*made: Section | None) -> tuple[Section, ...]:
    """Return the sections that have content."""
    return tuple(one for one in made if one is not None)


def _is_empty(block: Block) -> bool:
    if isinstance(block, TextBlock):
        return not block.text
    if isinstance(block, Chart):
        return not block.labels
    if isinstance(block, Pictures):
        return not block.pictures
    contents: tuple[object, ...] = (
        block.moments if isinstance(block, Timeline) else block.blanks if isinstance(block, Signatures) else block.rows
    )
    return not contents
