"""Tables and records for people at a terminal. Rich is loaded only here."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskctl.cli.output.cell_texts import EMPTY, SPANS, cell_text
from deskctl.cli.output.headings import heading

_SHORTENED = frozenset({"title", "customer_name", "clause"})
_FOLDED = frozenset({"note", "data", "description", "logs", "cause", "method", "result", "message"})
_NEEDS: Mapping[str, int] = {
    "status": 140,
    "level": 140,
    "severity": 100,
    "start": 100,
    "calendar": 100,
    "actor": 100,
    "stop": 90,
    "due_on": 60,
}
"""The width of the terminal from which a column is shown."""
_LATE = "bold red"
_GAP = 2
_SHORTEST = 8
_LONG, _WRAPPED = 40, 20
"""Texts longer than this are wrapped where space is short, in a column of at least this width."""
_NARROW = 40


def show_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], of: str) -> None:
    """Show rows of the shape `of` as a table; nothing if there are none."""
    console = _console()
    if rows:
        fitting = [name for name in columns if console.width >= _NEEDS.get(name, 0)]
        console.print(_table(rows, fitting, of, console.width))


def show_record(shape: Mapping[str, Any], of: str) -> None:
    """Show one record of the kind `of`: its fields, then its lists as tables."""
    console = _console()
    cells = {
        name: _cell(name, value, of)
        for name, value in shape.items()
        if not _is_list_of_rows(value) and value not in EMPTY
    }
    headings = {name: heading(name, of) for name in cells}
    beside = max((cell_len(shown) for shown in headings.values()), default=0) + _GAP
    if console.width < max(_NARROW, beside + _WRAPPED):
        for name, cell in cells.items():
            console.print(Text.assemble((headings[name], "bold"), " ", cell), overflow="fold")
    else:
        grid = Table.grid(padding=(0, _GAP))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, cell in cells.items():
            grid.add_row(headings[name], cell)
        console.print(grid)
    for name, value in shape.items():
        if value and _is_list_of_rows(value):
            console.print()
            console.print(Text(heading(name, of), style="bold"))
            console.print(_table(value, _columns_with_values(value), name, console.width))


def _console() -> Console:
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], of: str, width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    cells = {name: [_cell(name, row[name], of) for row in rows] for name in columns}
    names = _fitting(cells, of, width)
    for name in names:
        table.add_column(heading(name, of), no_wrap=not _may_wrap(name, cells[name]), overflow="fold")
    for place in range(len(rows)):
        table.add_row(*(cells[name][place] for name in names))
    return table


def _fitting(cells: Mapping[str, Sequence[Text]], of: str, width: int) -> list[str]:
    """Return the columns that fit into the width, from the left; an empty one takes no space from another.

    Columns that can be shortened or wrapped need little space.
    """
    needed = {name: _space(name, column, of) for name, column in cells.items()}
    has_space = sum(needed.values()) <= width + _GAP
    names: list[str] = []
    remaining = width + _GAP
    for name, column in cells.items():
        if not names or (needed[name] <= remaining and (has_space or any(column))):
            names.append(name)
            remaining -= needed[name]
    return names


def _space(name: str, column: Sequence[Text], of: str) -> int:
    """Return the space that a column needs, with the gap beside it."""
    longest = max(cell_len(heading(name, of)), _longest(column))
    if name in _SHORTENED | _FOLDED:
        return min(longest, _SHORTEST) + _GAP
    return (_WRAPPED if _may_wrap(name, column) else longest) + _GAP


def _may_wrap(name: str, column: Sequence[Text]) -> bool:
    """Return whether the cells of a column may be shortened or wrapped: also those of any other long text."""
    return name in _SHORTENED | _FOLDED or _longest(column) > _LONG


def _longest(column: Sequence[Text]) -> int:
    return max((cell.cell_len for cell in column), default=0)


def _is_list_of_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _columns_with_values(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the columns that have a value other than "no" in any row."""
    return [name for name in rows[0] if any(_is_worth_a_cell(name, row[name]) for row in rows)]


def _is_worth_a_cell(name: str, value: Any) -> bool:
    return value not in (None, "", [], {}) and value is not False and not (name == "late_by" and value == 0)


def _cell(name: str, value: Any, of: str) -> Text:
    short = name in _SHORTENED
    late = name in SPANS and isinstance(value, int) and value < 0
    return Text(
        cell_text(name, value, of),
        style=_LATE if late else "",
        no_wrap=short or None,
        overflow="ellipsis" if short else None,
    )
