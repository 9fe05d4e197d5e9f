"""Tables of records as lines, with columns as wide as their texts; the last column takes the rest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.language.words.choices import choice_word
from deskctl.language.words.field_headings import HEADINGS
from deskctl.names import ticket_name
from deskctl.queries.customers.record_lists import GAP, ON_CALL, Table
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, plain, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.sizes import size_words
from deskctl.widgets.style.times import short_time

_GAP, _LEAST, _SHRUNK, _MOST = 2, 8, 12, 26
_LINES = 6
_DUTY: Mapping[str | None, str] = {ON_CALL: "good", GAP: "breached"}
_WHOLE = frozenset({"id", "ticket", "no", "phone", "expires", "maintenance_start", "maintenance_end", "warranty_end"})
"""The columns that are never cut, besides times."""
_OF_PEOPLE = frozenset({"position", "duty"})
"""The columns that only tables of people have."""


def table_lines(table: Table, at: Instant, look: Look, width: int) -> tuple[Line, list[Line]]:
    """Return the heading and the rows of a table."""
    texts = [[_text(*cell, at, look) for cell in zip(table.columns, row, strict=True)] for row in table.rows]
    names = [_heading(column, table.columns) for column in table.columns]
    widths = _widths(table.columns, [names, *texts], width)
    heading = tuple(
        Piece(fit(name, size) + " " * _GAP, "dim") for name, size in zip(names, widths, strict=True) if size
    )
    return heading, [_row(table, row, shown, widths, at) for row, shown in zip(table.rows, texts, strict=True)]


def _heading(column: str, columns: Sequence[str]) -> str:
    """Return the heading of a column; the name of a person has a word of its own in Chinese."""
    is_person = column == "name" and not _OF_PEOPLE.isdisjoint(columns)
    return _("Who") if is_person else _(HEADINGS[column])


def detail_lines(tables: Sequence[tuple[str, Table]], at: Instant, look: Look, width: int) -> list[Line]:
    """Return the tables of one record, each below its heading; a single long text is wrapped."""
    lines: list[Line] = []
    for heading, table in tables:
        lines.append((Piece(_(HEADINGS[heading]), "title"),))
        if table.columns == ("text",):
            lines += [(Piece(line),) for (text,) in table.rows for line in wrap(text, width, _LINES)]
        else:
            head, rows = table_lines(table, at, look, width)
            lines += [head, *rows]
        lines.append(())
    return lines


def _row(table: Table, row: Sequence[Any], shown: Sequence[str], widths: Sequence[int], at: Instant) -> Line:
    scarce = _is_scarce(dict(zip(table.columns, row, strict=True)))
    duty = dict(zip(table.columns, row, strict=True)).get("duty")
    pieces = []
    for column, value, text, size in zip(table.columns, row, shown, widths, strict=True):
        if not size:
            continue
        style = "strong" if column in {"id", "ticket", "no"} else "text"
        if (scarce and column == "in_stock") or (column == "due_at" and value is not None and value < at):
            style = "breached"
        elif column in {"name", "duty"}:
            style = _DUTY.get(duty, style)
        pieces.append(Piece(fit(text, size) + " " * _GAP, style))
    return tuple(pieces)


def _is_scarce(row: Mapping[str, Any]) -> bool:
    return "in_stock" in row and row["in_stock"] < row["min_qty"]


def _text(column: str, value: Any, at: Instant, look: Look) -> str:
    if value is None:
        return look.symbols["none"]
    if column.endswith("_at"):
        return short_time(value, at, look.zone)
    if column == "size":
        return size_words(value)
    if column == "ticket":
        return ticket_name(value)
    return plain(choice_word(column, str(value)).replace("\n", " "))


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the widths of the columns, 0 for one that is left out.

    The widest texts are shrunk first, then the last columns are left out, and the others take their space; what says
    who is on call now is worth more than a telephone number. A time, a number or an id stands whole or not at all.
    """
    longest = [max(map(cell_len, texts)) for texts in zip(*rows, strict=True)]
    while True:
        found = _shrunk(columns, longest, width)
        left_out = [0 if not size else wanted for size, wanted in zip(found, longest, strict=True)]
        if left_out == longest:
            return found
        longest = left_out


def _shrunk(columns: Sequence[str], longest: Sequence[int], width: int) -> list[int]:
    needed = [
        size if _is_never_cut(column) else min(_MOST, size) for column, size in zip(columns, longest, strict=True)
    ]
    texts = [place for place, column in enumerate(columns) if not _is_never_cut(column)]
    while _sum(needed) > width and any(needed[place] > _SHRUNK for place in texts):
        needed[max(texts, key=lambda place: needed[place])] -= 1
    if "duty" in columns and _sum(needed) > width:
        needed[columns.index("phone")] = 0
    return list(_fitting(columns, needed, width))


def _is_never_cut(column: str) -> bool:
    return column.endswith("_at") or column in _WHOLE


def _sum(needed: Sequence[int]) -> int:
    return sum(size + _GAP for size in needed if size) - _GAP


def _fitting(columns: Sequence[str], needed: Sequence[int], width: int) -> Iterator[int]:
    """Yield the widths that fit; the last one takes the rest."""
    left = width
    for place, (column, size) in enumerate(zip(columns, needed, strict=True)):
        is_last = place == len(needed) - 1 or left - size - _GAP < _LEAST
        if not size or left < min(_LEAST, size) or (_is_never_cut(column) and size > left):
            yield 0
            continue
        yield left if is_last else size
        left = 0 if is_last else left - size - _GAP
