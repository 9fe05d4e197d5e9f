"""The box of a new ticket, with the time on the line in its lower edge."""

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region


class CallBox(Vertical):
    """Shows how long the call has lasted; only the edge is drawn again, not each field in the box."""

    def show_time(self, words: str) -> None:
        """Write the time into the lower edge."""
        self._border_subtitle = Content(words)
        left, top = self.content_offset
        self.refresh(Region(-left, self.outer_size.height - 1 - top, self.outer_size.width, 1))
