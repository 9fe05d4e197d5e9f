"""The last sieve before the terminal: what no pane made harmless becomes a picture here."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from deskctl.safe import one_line


class HarmlessFilter(LineFilter):
    """Turns control characters in drawn text into pictures."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Make each segment harmless."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(one_line(segment.text), segment.style)
            for segment in segments
        ]
