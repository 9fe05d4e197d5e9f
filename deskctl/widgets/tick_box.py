"""A box to tick that says without colour whether it is ticked."""

from textual.widgets import Checkbox


class TickBox(Checkbox):
    """`[x]` or `[ ]` before its label."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    def watch_value(self) -> None:
        """Draw the other sign."""
        self.BUTTON_INNER = "x" if self.value else " "
        super().watch_value()
