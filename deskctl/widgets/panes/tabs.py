"""The saved queues as tabs, each with its number of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from deskctl.language.i18n import _
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, width_of


class Tab(NamedTuple):
    """A saved queue; `short` is its heading when there is little space."""

    name: str
    heading: str
    short: str


class _Form(NamedTuple):
    """The form of the tabs: with short headings, with keys, close together, tight with one space between them."""

    short: bool = True
    numbered: bool = False
    close: bool = False
    tight: bool = False


_SHORT = _Form()
_FORMS = (
    _Form(short=False, numbered=True),
    _Form(numbered=True),
    _Form(numbered=True, close=True),
    _Form(numbered=True, close=True, tight=True),
    _SHORT,
    _Form(close=True),
)


class QueueTabs(LinePane):
    """One line of tabs; a click chooses one."""

    DEFAULT_CSS = "QueueTabs { height: 1; }"

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        name: str

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked tab."""
        name = event.style.meta.get("go")
        if name:
            self.post_message(self.Picked(name))


def tabs_line(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], width: int) -> Line:
    """Return the line of tabs in the largest form that fits, else the chosen tab with its neighbours."""
    for form in _FORMS:
        line = _line(tabs, chosen, counts, form)
        if width_of(line[:-1]) <= width:
            return line
    return _around(tabs, chosen, counts, width)


def _around(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], width: int) -> Line:
    """Return the chosen tab and its neighbours that fit; marks show that there are others."""
    places = [tab.name for tab in tabs]
    first, last = 0, len(tabs)
    while True:
        left, right = Piece("<" if first else "", "dim"), Piece(">" if last < len(tabs) else "", "dim")
        line = _line(tabs[first:last], chosen, counts, _SHORT)[:-1]
        if width_of((left, *line, right)) <= width or last - first <= 1:
            return (left, *line, right)
        if last > places.index(chosen) + 1:
            last -= 1
        else:
            first += 1


def _line(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], form: _Form) -> Line:
    pieces: list[Piece] = []
    space = "" if form.close else " "
    for place, tab in enumerate(tabs, 1):
        here = "tab" if tab.name == chosen else ""
        name = _(tab.short if form.short else tab.heading)
        number = f" {counts[tab.name]}" if tab.name in counts else ""
        if form.numbered:
            pieces.append(Piece(f"{space}{place}", "key", tab.name))
        pieces.append(Piece(f"{space}{name}", here or "text", tab.name))
        pieces.append(Piece(f"{number}{space}", here or "dim", tab.name))
        pieces.append(Piece("  " if form.close and form.numbered and not form.tight else " "))
    return tuple(pieces)
