"""Splitting HTML into text and tags in one pass, in linear time for any input."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:_-]{0,40}")
_ENDS = re.compile(r"[>\"']")
_PLAIN = re.compile(r"<(/?[A-Za-z][A-Za-z0-9:_-]{0,40}+)([^>\"']*+)>")
"""A tag without quotes: most are, and one match is faster than looking for each part."""


class Tag(NamedTuple):
    """A tag: its name in lower case, with a slash first if it is a closing tag, and its raw attributes."""

    name: str
    attributes: str


class Markup:
    """A reader of HTML that remembers which marks the rest of the text does not contain."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_end = text.rfind(">")
        self._quotes = True
        self._gone: set[str] = set()

    def pieces(self) -> Iterator[str | Tag]:
        """Yield texts and tags in order, without comments and declarations."""
        text, place = self._text, 0
        while place < len(text):
            start = text.find("<", place)
            if start < 0 or start > self._last_end:
                break
            if start > place:
                yield text[place:start]
            piece, place = self._at(start)
            if piece:
                yield piece
            if isinstance(piece, Tag) and piece.name in _CLOSERS:
                place = self._behind(_CLOSERS[piece.name], place)
        if place < len(text):
            yield text[place:]

    def _at(self, start: int) -> tuple[str | Tag, int]:
        """Return the tag or text that begins at a `<`, and its end."""
        text = self._text
        if plain := _PLAIN.match(text, start):
            return Tag(plain[1].lower(), plain[2]), plain.end()
        if text.startswith("<!--", start):
            return "", self._find("-->", start + 4, start + 4)
        if text.startswith(("<!", "<?"), start):
            return "", self._find(">", start + 2, start + 2)
        match = _NAME.match(text, start + 1)
        if match is None:
            return "<", start + 1
        end = self._tag_end(match.end())
        return Tag(match[0].lower(), text[match.end() : end]), end + 1

    def _find(self, mark: str, place: int, otherwise: int) -> int:
        """Return the position after a mark; a mark that was not found once is not searched for again."""
        start = -1 if mark in self._gone else self._text.find(mark, place)
        if start < 0:
            self._gone.add(mark)
            return otherwise
        return start + len(mark)

    def _tag_end(self, place: int) -> int:
        """Return the position of the `>` that ends a tag; quotes are ignored once one has no end."""
        first = self._text.find(">", place)
        at = place
        while self._quotes:
            match = _ENDS.search(self._text, at)
            if match is None:
                self._quotes = False
            elif match[0] == ">":
                return match.start()
            else:
                close = self._text.find(match[0], match.end())
                self._quotes = close >= 0
                at = close + 1
        return first

    def _behind(self, closer: re.Pattern[str], place: int) -> int:
        """Return the position of the tag that closes an element whose text is not shown."""
        if closer.pattern in self._gone:
            return place
        match = closer.search(self._text, place)
        if match is None:
            self._gone.add(closer.pattern)
            return place
        return match.start()


_CLOSERS = {
    name: re.compile(pattern, re.IGNORECASE | re.ASCII)
    for name, pattern in {
        "script": "</script",
        "style": "</style",
        "title": "</title",
        "noscript": "</noscript",
        "template": "</template",
        "svg": "</svg",
        "math": "</math",
        "object": "</object",
        "head": "</head|<body",
    }.items()
}
