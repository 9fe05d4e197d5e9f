"""A list of settings below headings: the cursor skips the headings, a click on a word chooses it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from deskctl.language.i18n import N_
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line


class SettingList(LineList):
    """A list whose headings cannot be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", N_("Next"), show=False, id="settings.next", tooltip=N_("the next choice")),
        Binding(
            "left,h", "step(-1)", N_("Previous"), show=False, id="settings.previous", tooltip=N_("the previous choice")
        ),
        Binding("space", "select", N_("Change"), show=False, id="settings.change"),
    ]

    @dataclass
    class Stepped(Message):
        """The next or previous choice for the line at the cursor was requested."""

        place: int
        step: int

    @dataclass
    class WordClicked(Message):
        """A word of a line was clicked."""

        place: int
        code: str

    _headings: Collection[int] = ()

    def show_under(self, lines: Sequence[Line], headings: Collection[int]) -> None:
        """Show lines, some of which are headings."""
        self._headings = headings
        super().show(lines)
        self.move_to(self.place)

    def move_to(self, place: int) -> None:
        """Move the cursor to a line that is not a heading, in the direction it was moving."""
        last = len(self.lines) - 1
        place = max(0, min(place, last))
        step = 1 if place >= self.place else -1
        for places in (range(place, last + 1), range(place, -1, -1))[::step]:
            free = next((line for line in places if line not in self._headings), None)
            if free is not None:
                super().move_to(free)
                break
        if self.place - 1 in self._headings and self.place == self.scroll_offset.y:
            self.scroll_to(y=self.place - 1, animate=False)

    def action_step(self, step: int) -> None:
        """Go to another choice of the line."""
        if self.lines:
            self.post_message(self.Stepped(self.place, step))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked word; elsewhere move the cursor there, and choose on a double click."""
        code = event.style.meta.get("go")
        event.prevent_default()
        self.move_to(self.scroll_offset.y + event.y)
        if code:
            self.post_message(self.WordClicked(self.place, code))
        elif event.chain > 1:
            self.action_select()
