"""The box of a new ticket: how many calls there are in its upper edge, the time on the line in its lower one."""

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region

from deskctl.language.i18n import _


class CallBox(Vertical):
    """Shows how long the call has lasted; only the edge is drawn again, not each field in the box."""

    def show_calls(self, parked: int) -> None:
        """Name the form; while calls are parked, say how many calls there are with this one."""
        calls = [_("{n} calls / {parked} parked").format(n=parked + 1, parked=parked)] if parked else []
        self.border_title = "  ".join([_("New ticket"), *calls])

    def show_time(self, words: str) -> None:
        """Write the time into the lower edge."""
        self._border_subtitle = Content(words)
        left, top = self.content_offset
        self.refresh(Region(-left, self.outer_size.height - 1 - top, self.outer_size.width, 1))
