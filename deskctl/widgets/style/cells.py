"""Fitting texts into terminal cells, of which a Chinese character takes two."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len, chop_cells

from deskctl.language.i18n import _
from deskctl.names import ERASED_TEXT
from deskctl.safe_text import one_line, visible

ELLIPSIS = ".."
"""Two plain dots: the one-character ellipsis is two cells wide in some Chinese terminals."""

_JOINERS = str.maketrans("", "", "\u200c\u200d\ufe0e\ufe0f")
_INDENT_LIMIT = 12
_GAPS = re.compile("  +")
_LATIN = re.compile("[A-Za-z0-9._/@#-]")
_LATIN_END = re.compile(f"(?<!{_LATIN.pattern}){_LATIN.pattern}{{1,{_INDENT_LIMIT}}}$")
_JOINT_END = re.compile(f"(?<=[./_@-])[A-Za-z0-9]{{1,{_INDENT_LIMIT}}}$")

_PARTS = re.compile("[,，、]")

_CLOSING = re.compile("[，。、；：？！）》」』】”’]")
"""Punctuation that must stay with the character before it."""
_CLOSED_END = re.compile(f".{_CLOSING.pattern}*$")


def plain(text: str) -> str:
    """Return a text on one line without control characters; joined emoji are split, since their width varies."""
    shown = _in_words(one_line(text))
    return shown if shown.isascii() else shown.translate(_JOINERS)


def _in_words(text: str) -> str:
    """Return a text with the mark of erased data translated."""
    return text.replace(ERASED_TEXT, _(ERASED_TEXT)) if ERASED_TEXT in text else text


def fit(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells, without control characters."""
    return _fitted(_in_words(text), width)


@lru_cache(maxsize=4096)
def _fitted(text: str, width: int) -> str:
    if width <= 0:
        return ""
    shown = plain(text[: width * 4])
    length = cell_len(shown)
    if length <= width and len(text) <= width * 4:
        return shown + " " * (width - length)
    return _cut(shown, width)


@lru_cache(maxsize=4096)
def crop(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells without dots, for narrow columns."""
    shown = plain(text[: width * 4])
    if cell_len(shown) > width:
        shown = chop_cells(shown, width)[0] if width > 1 else ""
    return shown + " " * (width - cell_len(shown))


def _cut(text: str, width: int) -> str:
    dots = ELLIPSIS[:width]
    space = width - len(dots)
    head = chop_cells(text, space)[0] if space > 1 else text[:space]
    if cell_len(head) > space:
        head = ""
    return head + dots + " " * (space - cell_len(head))


def shorten(text: str, width: int) -> str:
    """Cut a text to at most `width` cells, without control characters."""
    shown = _in_words(text)
    return _fitted(shown, width).rstrip() if cell_len(shown) > width else plain(shown)


def whole_parts(text: str, width: int) -> str:
    """Return as many parts of a list with commas as fit; if not even the first one does, it is cut with dots."""
    ends = [found.start() for found in _PARTS.finditer(text)]
    fitting = (end for end in (len(text), *reversed(ends)) if cell_len(text[:end]) <= width)
    return text[: next(fitting, 0)] or shorten(text[: ends[0]] if ends else text, width)


def wrap(text: str, width: int, limit: int | None = None) -> list[str]:
    """Wrap a text into lines of at most `width` cells; dots replace what exceeds `limit` lines."""
    lines: list[str] = []
    for paragraph in _in_words(visible(text)).translate(_JOINERS).split("\n"):
        for line in _broken(paragraph, max(2, width)):
            if limit is not None and len(lines) == limit:
                return [*lines[:-1], _cut(lines[-1] + ELLIPSIS, max(2, width)).rstrip()]
            lines.append(line)
    return lines


def _broken(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if cell_len(word) <= width and cell_len(line) > width - _INDENT_LIMIT:
            yield line
            line = word
            continue
        *full, line = _chopped(longer, width)
        yield from full
    yield line


def _chopped(text: str, width: int) -> Iterator[str]:
    """Break a text without spaces: short Latin words among Chinese text and the parts of long ones stay whole."""
    start = 0
    while len(text) - start > width * 4 or cell_len(text[start:]) > width:
        head = chop_cells(_enough(text, start, width), width)[0]
        head = head[: _last_break(head, text, start + len(head))]
        yield head
        start += len(head)
    yield text[start:]


def _last_break(head: str, text: str, end: int) -> int:
    """Return where a line breaks at the latest, by what follows it: within no short word, before no closing mark."""
    ends = (_LATIN_END, _JOINT_END) if _LATIN.match(text, end) else (_CLOSED_END,) if _CLOSING.match(text, end) else ()
    return next((found.start() for one in ends if (found := one.search(head)) and found.start()), len(head))


def _enough(text: str, start: int, width: int) -> str:
    """Return as much of a text as fills a line, so that the cost per line does not depend on its length."""
    part = text[start : start + width + 1]
    return part if cell_len(part) > width else text[start : start + width * 4]


def padded(texts: Sequence[str], most: int | None = None) -> list[str]:
    """Pad the texts of a column to the widest, at most to `most` cells, with a gap; a column without texts is empty."""
    widest = max(map(cell_len, texts), default=0)
    width = widest if most is None else min(widest, most)
    return [f"{fit(text, width)}  " if width else "" for text in texts]


def most_important(parts: Sequence[tuple[int, str]], width: int, gap: str = "  ") -> str:
    """Join texts with their ranks, 0 for the most important; if not all fit, those of the highest ranks are left out.

    A single text that does not fit is cut with dots.
    """
    shown = list(parts)
    while len(shown) > 1 and cell_len(gap.join(text for _rank, text in shown)) > width:
        shown.remove(max(shown))
    return shorten(gap.join(text for _rank, text in shown), width)


def fitted_keys(keys: str, width: int) -> str:
    """Leave out of a list of keys, separated by two or more spaces, as many before the last one as do not fit."""
    named = _GAPS.split(keys)
    while cell_len(keys) > width and len(named) > 1:
        named.pop(-2)
        keys = "  ".join(named)
    return keys
