"""The list of matches below a picker's field."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widgets import OptionList

from deskctl.widgets.inputs.wide_space_keys import WIDE_SPACE


class Matches(OptionList, can_focus=False):
    """The matches below the field. The Down key enters them; Tab skips them and goes to the next field."""

    TAKES_TEXT: ClassVar[bool] = True
    """What is typed here is text for the field, not a key."""

    @dataclass
    class Left(Message):
        """The focus should return to the field; `text` was typed."""

        text: str = ""

    def on_key(self, event: events.Key) -> None:
        """Return to the field on Escape, on Up from the first match, and on a typed character."""
        typed = event.character if event.is_printable or event.character == WIDE_SPACE else None
        if event.key == "escape" or (event.key == "up" and not self.highlighted) or typed:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left(typed or ""))

    def enter(self) -> None:
        """Take the focus at once, since the next key may already have been pressed."""
        self.can_focus = True
        self.add_class("-shown")
        self.screen.set_focus(self)
        self.highlighted = 0

    def on_blur(self) -> None:
        """Make Tab skip the matches."""
        self.can_focus = False
