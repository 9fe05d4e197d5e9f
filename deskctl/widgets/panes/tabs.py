"""The saved queues as tabs, each with its number of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from deskctl.language.i18n import _
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, width_of


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved queue; `short` is its heading when there is little space."""

    name: str
    heading: str
    short: str


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
    """Return the line of tabs: full headings, else short ones, else the chosen tab with its neighbours."""
    for short, numbered in ((False, True), (True, True), (True, False)):
        line = _line(tabs, chosen, counts, short=short, numbered=numbered)
        if width_of(line[:-1]) <= width:
            return line
    return _around(tabs, chosen, counts, width)


def _around(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], width: int) -> Line:
    """Return the chosen tab with those before and behind it that fit; marks show that there are others."""
    places = [tab.name for tab in tabs]
    first, last = 0, len(tabs)
    while True:
        left, right = Piece("<" if first else "", "dim"), Piece(">" if last < len(tabs) else "", "dim")
        line = _line(tabs[first:last], chosen, counts, short=True, numbered=False)[:-1]
        if width_of((left, *line, right)) <= width or last - first <= 1:
            return (left, *line, right)
        if last > places.index(chosen) + 1:
            last -= 1
        else:
            first += 1


def _line(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], *, short: bool, numbered: bool) -> Line:
    pieces: list[Piece] = []
    for place, tab in enumerate(tabs, 1):
        here = tab.name == chosen
        name = _(tab.short if short else tab.heading)
        number = f" {counts[tab.name]}" if tab.name in counts else ""
        if numbered:
            pieces.append(Piece(f" {place}", "key", tab.name))
        pieces.append(Piece(f" {name}", "tab" if here else "text", tab.name))
        pieces.append(Piece(f"{number} ", "tab" if here else "dim", tab.name))
        pieces.append(Piece(" "))
    return tuple(pieces)
