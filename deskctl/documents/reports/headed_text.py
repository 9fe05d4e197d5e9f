"""Conversion between the three parts of a report and one text with headings, for an editor or a file."""

import re
from collections.abc import Mapping

from deskctl.errors import BadData
from deskctl.language.blank import is_blank
from deskctl.language.i18n import LANGUAGES, N_, _, translated

PARTS: Mapping[str, str] = {
    "cause": N_("Cause of the fault"),
    "method": N_("How it was handled"),
    "result": N_("Final result"),
}
"""The parts of a report, each with its heading."""

_GAP = "\n\n"
_HEADING = re.compile(r"(#+) (.*)")


def as_one_text(parts: Mapping[str, str]) -> str:
    """Return one text of all parts with their headings; no line of a part looks like a heading."""
    heads = headings(parts)
    return "".join(f"{heads[part]}\n{parts[part]}{_GAP}" for part in PARTS)


def headings(parts: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of each part; it has more hashes than any line of the parts."""
    hashes = "#"
    while any(line.startswith(f"{hashes} ") for text in parts.values() for line in text.splitlines()):
        hashes += "#"
    return {part: f"{hashes} {_(words)}" for part, words in PARTS.items()}


def headings_in(text: str) -> dict[str, str]:
    """Return the headings of a text by its first line, which may be in any language and have any number of hashes."""
    first = _HEADING.fullmatch(text.lstrip().partition("\n")[0].rstrip())
    for lang in LANGUAGES:
        if first and first[2] == translated(PARTS["cause"], lang):
            return {part: f"{first[1]} {translated(words, lang)}" for part, words in PARTS.items()}
    return headings({})


def as_parts(text: str, heads: Mapping[str, str]) -> dict[str, str]:
    """Split the text at its headings; raises `BadData` if one is missing or out of order, or a text is before them."""
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines) if line.rstrip() in heads.values()]
    if [lines[place].rstrip() for place in places] != list(heads.values()):
        valid = " / ".join(heads.values())
        raise BadData(N_("The headings must stay as they are, each once and in their order: {known}."), known=valid)
    if not is_blank("\n".join(lines[: places[0]])):
        raise BadData(N_("The text before the first heading belongs to no part: move it under a heading."))
    ends = [*places[1:], len(lines)]
    return {
        part: _without_gap("\n".join(lines[place + 1 : end]) + ("\n" if end < len(lines) else ""))
        for part, place, end in zip(heads, places, ends, strict=True)
    }


def _without_gap(text: str) -> str:
    """Remove the gap between two parts; an editor may already have removed some of it."""
    return text.removesuffix(_GAP) if text.endswith(_GAP) else text.removesuffix("\n")
