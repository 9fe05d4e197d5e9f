"""Plain symbols for terminals that draw some characters two cells wide: a filter that replaces them by ASCII."""

import unicodedata

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from deskctl.config import settings

_GROUPS = {
    "-": "─━—–┄╌▔", "=": "═", "|": "│┃║▌▐▕▏▎▍", "+": "╭╮╰╯┌┐└┘├┤┬┴┼●", "#": "█▀▄▁▂▃▅▆▇▋▊▉", "!": "▲", "*": "◆",
    "o": "○", "v": "✓↓", "x": "✗×", ".": "·…", "'": "‘’", '"': "“”", ">": "→", "<": "←", "^": "↑",
}  # fmt: skip


class _Plain(dict[int, int | str]):
    """Symbol -> plain symbol; letters of ambiguous width lose their accents."""

    def __missing__(self, code: int) -> int | str:
        first = unicodedata.normalize("NFKD", chr(code))[0]
        wide = unicodedata.east_asian_width(chr(code)) == "A" and first.isascii()
        self[code] = first if wide else code
        return self[code]


_PLAIN = _Plain({ord(sign): plain for plain, signs in _GROUPS.items() for sign in signs})


class PlainSignsFilter(LineFilter):
    """Turns lines, bars and symbols into ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with plain symbols."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(plain_signs(segment.text), segment.style)
            for segment in segments
        ]


def plain_signs(text: str) -> str:
    """Return a text with ASCII in place of lines, bars and symbols."""
    return text.translate(_PLAIN)


def has_plain_signs() -> bool:
    """Return True if plain symbols are set in the settings."""
    return bool(settings().get("console", {}).get("signs") == "plain")
