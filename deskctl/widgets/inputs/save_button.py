"""The button at the end of a form, the only way to record besides ctrl+o."""

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from deskctl.safe_text import one_line


class SaveButton(Button):
    """Records when it is pressed; brackets show the focus, so that colour is not needed."""

    DEFAULT_CSS = """
    SaveButton { min-width: 8; background: $field; color: $foreground; text-style: none; }
    SaveButton:focus { background: $primary; color: $background; text-style: bold; background-tint: transparent; }
    """

    def __init__(self, label: str) -> None:
        self._words = one_line(label)
        super().__init__(self._shown(chosen=False), id="save", compact=True)

    def _shown(self, *, chosen: bool) -> Content:
        return Content(f"[ {self._words} ]" if chosen else f"  {self._words}  ")

    def on_focus(self) -> None:
        """Put the label in brackets."""
        self.label = self._shown(chosen=True)

    def on_blur(self) -> None:
        """Remove the brackets."""
        self.label = self._shown(chosen=False)


class SaveLine(Horizontal):
    """The line below the fields with the button at its right end."""

    DEFAULT_CSS = "SaveLine { height: 1; width: 1fr; align-horizontal: right; padding: 0 2; }"
