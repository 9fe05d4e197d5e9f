"""Cutting the signature of a message, and what mail programs add below it."""

import re

from deskctl.mail.text.program_lines import is_of_program

_BAR, _BARS = "|", re.compile(r"\s*\|\s+\|\s*")
_LONGEST = 15  # lines of a signature below its delimiter


def without_signature(lines: list[str]) -> list[str]:
    """Return the lines above the signature."""
    kept = _stripped(lines[: _delimiter(lines)])
    while kept and is_of_program(kept[-1]):
        kept = _stripped(kept[:-1])
    return _stripped(kept[: _card(kept)])


def _card(lines: list[str]) -> int:
    """Return the line that begins the table in which Netease writes a signature, or the number of lines."""
    if not lines or lines[-1].strip() != _BAR:
        return len(lines)
    first = max(0, len(lines) - _LONGEST)
    return next((place for place in range(first, len(lines)) if _BARS.fullmatch(lines[place])), len(lines))


def _delimiter(lines: list[str]) -> int:
    """Return the line that begins the signature, or the number of lines; the last of several is a separator."""
    found, words = [], 0
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].rstrip("\r \xa0") == "--":
            found.append(place)
        elif lines[place].strip():
            words += 1
        if words > _LONGEST:
            break
    with_space = [place for place in found if lines[place] != "--"]
    return with_space[-1] if with_space else found[0] if len(found) == 1 else len(lines)


def _stripped(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
