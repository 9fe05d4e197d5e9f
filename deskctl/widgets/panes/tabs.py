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
    full = _line(tabs, chosen, counts, short=False)
    if width_of(full) <= width:
        return full
    brief = _line(tabs, chosen, counts, short=True)
    first = 0
    places = [tab.name for tab in tabs]
    while width_of(brief) > width and first < places.index(chosen):
        first += 1
        brief = (Piece("<", "dim"), *_line(tabs[first:], chosen, counts, short=True, first=first))
    return brief


def _line(tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int], *, short: bool, first: int = 0) -> Line:
    pieces: list[Piece] = []
    for place, tab in enumerate(tabs, first + 1):
        here = tab.name == chosen
        name = _(tab.short if short else tab.heading)
        number = f" {counts[tab.name]}" if tab.name in counts else ""
        if not short:
            pieces.append(Piece(f" {place}", "key", tab.name))
        pieces.append(Piece(f" {name}", "tab" if here else "text", tab.name))
        pieces.append(Piece(f"{number} ", "tab" if here else "dim", tab.name))
        pieces.append(Piece(" "))
    return tuple(pieces)
