"""The frame of a new ticket: the number of calls in the upper edge, the duration of the call in the lower one."""

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region

from deskctl.language.i18n import _


class CallBox(Vertical):
    """Shows the duration of the call; only the edge is redrawn, not the fields in the box."""

    def show_calls(self, parked: int) -> None:
        """Write the title of the form; while calls are parked, add how many calls there are with this one."""
        calls = [_("{n} calls / {parked} parked").format(n=parked + 1, parked=parked)] if parked else []
        self.border_title = "  ".join([_("New ticket"), *calls])

    def show_time(self, words: str) -> None:
        """Write the duration into the lower edge."""
        self._border_subtitle = Content(words)
        left, top = self.content_offset
        self.refresh(Region(-left, self.outer_size.height - 1 - top, self.outer_size.width, 1))
