"""A check box that shows its state without colour."""

from textual.events import Key
from textual.widgets import Checkbox

_MARKS = {True: "[x]", False: "[ ]"}


class CheckBox(Checkbox, inherit_bindings=False):
    """`[x]` or `[ ]` before its label; Space ticks it, and Enter is left to the form."""

    DEFAULT_CSS = """
    CheckBox > .toggle--button, CheckBox.-on > .toggle--button { color: $foreground; background: transparent; }
    """
    BUTTON_LEFT = ""
    BUTTON_INNER = _MARKS[False]
    BUTTON_RIGHT = ""

    def __init__(self, label: str, *, ticked: bool = False) -> None:
        super().__init__(label, ticked, compact=True)
        self._draw_mark()

    def key_space(self, event: Key) -> None:
        """Tick it, or take the tick away."""
        event.stop()
        self.toggle()

    def watch_value(self) -> None:
        """Draw the box in its new state."""
        self._draw_mark()
        super().watch_value()

    def _draw_mark(self) -> None:
        self.BUTTON_INNER = _MARKS[self.value]
