"""The last filter before the terminal: remaining control characters become visible symbols."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from deskctl.safe_text import one_line


class ControlCharFilter(LineFilter):
    """Turns control characters in drawn text into visible symbols."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments without control characters."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(one_line(segment.text), segment.style)
            for segment in segments
        ]
