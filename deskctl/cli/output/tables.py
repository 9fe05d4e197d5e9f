"""Tables and records for people at a terminal. Rich is loaded only here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskctl import clock
from deskctl.cli.output.headings import heading
from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.choices import choice_word
from deskctl.language.words.duties import DUTIES
from deskctl.language.words.message_words import (
    MAIL_KIND_WORDS,
    MAIL_STATE_WORDS,
    OUTBOX_KIND_WORDS,
    OUTBOX_STATE_WORDS,
    RESULT_KIND_WORDS,
)
from deskctl.safe_text import one_line, visible
from deskctl.widgets.style.times import short_time, span

_SPANS = frozenset({"remaining", "duration", "late_by", "over", "median_margin", "worst_margin"})
_SHARES = frozenset({"rate", "promises_rate", "services_rate"})
_COUNTED = frozenset({"tables", "counts", "libraries", "surroundings"})
"""Mappings whose keys are names of other things, not of fields."""
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("due-row", "kind"): DUTIES,
    ("due-count", "kind"): DUTIES,
    ("services", "kind"): DUTIES,
    ("mail", "kind"): MAIL_KIND_WORDS,
    ("mail", "state"): MAIL_STATE_WORDS,
    ("outbox", "kind"): OUTBOX_KIND_WORDS,
    ("outbox", "state"): OUTBOX_STATE_WORDS,
    ("hit", "kind"): RESULT_KIND_WORDS,
}
"""The words for codes of a shape, or of a list in a record, that mean something else in other shapes."""
_SHORTENED = frozenset({"title", "customer_name", "clause"})
_FOLDED = frozenset({"note", "data", "description", "logs", "cause", "method", "result"})
_NEEDS: Mapping[str, int] = {
    "status": 140,
    "level": 140,
    "severity": 100,
    "start": 100,
    "calendar": 100,
    "actor": 100,
    "stop": 90,
}
"""The width of the terminal from which a column is shown."""
_LATE = "bold red"
_GAP = 2
_SHORTEST = 8
_NARROW = 40
_NOTHING: tuple[Any, ...] = (None, [], {})


def show_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], of: str) -> None:
    """Show rows of the shape `of` as a table; nothing if there are none."""
    console = _console()
    if rows:
        fitting = [name for name in columns if console.width >= _NEEDS.get(name, 0)]
        console.print(_table(rows, fitting, of, console.width))


def show_record(shape: Mapping[str, Any]) -> None:
    """Show one record, named by its first field: its fields, then its lists as tables."""
    console = _console()
    of = next(iter(shape), "")
    cells = {
        name: _cell(name, value, of)
        for name, value in shape.items()
        if not _is_list_of_rows(value) and value not in _NOTHING
    }
    if console.width < _NARROW:
        for name, cell in cells.items():
            console.print(Text.assemble((heading(name), "bold"), " ", cell), overflow="fold")
    else:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", no_wrap=True)
        for name, cell in cells.items():
            grid.add_row(heading(name), cell)
        console.print(grid)
    for name, value in shape.items():
        if value and _is_list_of_rows(value):
            console.print()
            console.print(Text(heading(name), style="bold"))
            console.print(_table(value, _columns_with_values(value), name, console.width))


def _console() -> Console:
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], of: str, width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    cells = {name: [_cell(name, row[name], of) for row in rows] for name in columns}
    names = _fitting(cells, width)
    for name in names:
        table.add_column(heading(name), no_wrap=name not in _SHORTENED | _FOLDED, overflow="fold")
    for place in range(len(rows)):
        table.add_row(*(cells[name][place] for name in names))
    return table


def _fitting(cells: Mapping[str, Sequence[Text]], width: int) -> list[str]:
    """Return the columns that fit into the width, from the left; columns that can be shortened need little space."""
    names: list[str] = []
    remaining = width
    for name, column in cells.items():
        longest = max([cell_len(heading(name)), *(cell.cell_len for cell in column)])
        needed = min(longest, _SHORTEST) if name in _SHORTENED | _FOLDED else longest
        if not names or needed <= remaining:
            names.append(name)
            remaining -= needed + _GAP
    return names


def _is_list_of_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _columns_with_values(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the columns that have a value other than "no" in any row."""
    return [name for name in rows[0] if any(_is_worth_a_cell(name, row[name]) for row in rows)]


def _is_worth_a_cell(name: str, value: Any) -> bool:
    return value not in (None, "", [], {}) and value is not False and not (name == "late_by" and value == 0)


def _cell(name: str, value: Any, of: str) -> Text:
    if value is None:
        return Text("")
    if name in _SPANS and isinstance(value, int):
        late = value < 0
        shown = _("late {span}").format(span=span(-value)) if late else span(value)
        return Text(shown, style=_LATE if late else "")
    if isinstance(value, bool):
        return Text(_("yes") if value else _("no"))
    if name in _SHARES:
        return Text(f"{value:.1%}")
    if isinstance(value, (list, tuple, Mapping)):
        return Text(", ".join(map(_item, value) if not isinstance(value, Mapping) else _parts(name, value)))
    short = name in _SHORTENED
    shown = _moment(str(value)) or _word(name, str(value), of)
    return Text(shown, no_wrap=short or None, overflow="ellipsis" if short else None)


def _parts(name: str, value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of a mapping with their headings."""
    for key, item in value.items():
        yield f"{key if name in _COUNTED else heading(key)}: {_value(key, item)}"


def _item(item: Any) -> str:
    """Return an element of a list on one line; a record as the words for its values."""
    if isinstance(item, Mapping):
        return " ".join(_value(key, value) for key, value in item.items())
    return one_line(str(item))


def _value(name: str, value: Any) -> str:
    """Return a value within another on one line: a time in its short form, a code as its word."""
    if isinstance(value, Mapping):
        return _item(value)
    return _moment(str(value)) or one_line(choice_word(name, str(value)))


def _word(name: str, value: str, of: str) -> str:
    if name == "description":
        return visible(value)
    own = _WORDS.get((of, name), {})
    return one_line(word(own, value) if value in own else choice_word(name, value))


def _moment(text: str) -> str | None:
    """Return a time in its short form; None if the text is not a time."""
    if len(text) < len("2026-11-22T09:30+08:00") or text[10] != "T":
        return None
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return None
    now = int(clock.now().timestamp())
    return None if then.tzinfo is None else short_time(int(then.timestamp()), now, then.tzinfo)
