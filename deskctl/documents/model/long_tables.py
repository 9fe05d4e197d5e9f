"""Tables that are too long for the pages of a document: their first rows, and how many more there are."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from deskctl.documents.model.tree import Document, Table, TextBlock
from deskctl.language.i18n import NN_, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deskctl.documents.model.tree import Block

_MORE = NN_("{n} more row: see the formats html and xlsx.", "{n} more rows: see the formats html and xlsx.")


def shortened(document: Document, room: int) -> Document:
    """Return a document whose tables that end early have `room` rows together, with a note below each that had more.

    The short ones remain complete; the long ones share the rest of the room.
    """
    lengths = [_length(block) for section in document.sections for block in section.blocks]
    most = _longest(lengths, room)
    if max(lengths, default=0) <= most:
        return document
    sections = (
        replace(section, blocks=tuple(part for block in section.blocks for part in _parts(block, most)))
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _length(block: Block) -> int:
    """Return the number of rows of a table that may end early; 0 for other blocks."""
    return len(block.rows) if isinstance(block, Table) and block.ends_early else 0


def _longest(lengths: Iterable[int], room: int) -> int:
    """Return the number of rows that a table may have so that all tables find room."""
    waiting = sorted(lengths, reverse=True)
    while waiting and waiting[-1] <= room // len(waiting):
        room -= waiting.pop()
    return max(1, room // len(waiting)) if waiting else sys.maxsize


def _parts(block: Block, most: int) -> Iterator[Block]:
    """Yield a block, or the first rows of a long table and a note on the others."""
    if not isinstance(block, Table) or _length(block) <= most:
        yield block
        return
    yield replace(block, rows=block.rows[:most])
    more = len(block.rows) - most
    yield TextBlock(counted(*_MORE, more))
