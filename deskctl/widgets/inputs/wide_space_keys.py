"""The full-width space of a Chinese input method, which Textual does not count among the printable characters."""

from typing import TYPE_CHECKING

from textual.events import Key

WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"


class WideSpaceKeys:
    """Lets a text field take a full-width space."""

    if TYPE_CHECKING:

        def put(self, text: str) -> None:
            """Replace the selection by a text, or insert it at the cursor."""

    def on_key(self, event: Key) -> None:
        """Insert a full-width space as it was typed."""
        if event.character == WIDE_SPACE:
            event.stop()
            event.prevent_default()
            self.put(WIDE_SPACE)
