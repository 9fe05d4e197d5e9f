"""A box to tick that says without colour whether it is ticked."""

from textual.widgets import Checkbox

_SIGNS = {True: "[x]", False: "[ ]"}


class TickBox(Checkbox):
    """`[x]` or `[ ]` before its label."""

    DEFAULT_CSS = """
    TickBox > .toggle--button, TickBox.-on > .toggle--button { color: $foreground; background: transparent; }
    """
    BUTTON_LEFT = ""
    BUTTON_INNER = _SIGNS[False]
    BUTTON_RIGHT = ""

    def __init__(self, label: str, *, ticked: bool = False) -> None:
        super().__init__(label, ticked, compact=True)
        self._sign()

    def watch_value(self) -> None:
        """Draw the other sign."""
        self._sign()
        super().watch_value()

    def _sign(self) -> None:
        self.BUTTON_INNER = _SIGNS[self.value]
