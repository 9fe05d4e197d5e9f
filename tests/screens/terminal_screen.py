"""A terminal screen that draws a line, a colour or a cursor position in one step; pyte draws each character."""

import re
from collections.abc import Iterator

import pyte
from pyte.modes import IRM
from pyte.screens import Char, wcwidth

_TOKEN = re.compile(
    "(?P<csi>\x1b\\[[0-?]*[ -/]*[@-~])"
    "|(?P<string>\x1b[\\]P_^X].*?(?:\x07|\x1b\\\\))"
    "|(?P<escape>\x1b[^\\[\\]P_^X])"
    "|(?P<control>[\x00-\x1f\x7f-\x9f])"
    "|(?P<text>[^\x00-\x1f\x7f-\x9f]+)",
    re.DOTALL,
)
_COLOUR_OR_POSITION = re.compile("\x1b\\[([0-9;]*)([mH])")


def tokens(stream: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens of a stream as a terminal reads them: texts, control characters and whole sequences."""
    for match in _TOKEN.finditer(stream):
        yield str(match.lastgroup), match.group()


class TerminalScreen(pyte.Screen):
    """A screen that is drawn from the tokens of a stream."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._stream = pyte.Stream(self)

    def take(self, kind: str, token: str) -> None:
        """Draw a token."""
        if kind == "text":
            self.draw(token)
        elif kind == "csi" and (found := _COLOUR_OR_POSITION.fullmatch(token)):
            values = [int(value or 0) for value in found[1].split(";")]
            (self.select_graphic_rendition if found[2] == "m" else self.cursor_position)(*values)
        else:
            self._stream.feed(token)

    def draw(self, data: str) -> None:
        """Draw characters of one or two cells that fit on the line; pyte draws all others."""
        widths = [wcwidth(character) for character in data]
        x, end = self.cursor.x, self.cursor.x + sum(widths)
        if end > self.columns or min(widths) < 1 or IRM in self.mode:
            super().draw(data)
            return
        line, style = self.buffer[self.cursor.y], self.cursor.attrs[1:]
        for character, width in zip(data, widths, strict=True):
            line[x] = Char(character, *style)
            if width > 1:
                line[x + 1] = Char("", *style)
            x += width
        self.cursor.x = end
        self.dirty.add(self.cursor.y)
