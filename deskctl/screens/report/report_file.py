"""Conversion between the three parts of a report and one text with headings for an editor."""

from collections.abc import Mapping

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.screens.report.report_text import PARTS

_GAP = "\n\n"


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


def as_parts(text: str, heads: Mapping[str, str]) -> dict[str, str]:
    """Split the text at its headings; raises `BadData` if one is missing or out of order."""
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines) if line.rstrip() in heads.values()]
    if [lines[place].rstrip() for place in places] != list(heads.values()):
        valid = " / ".join(heads.values())
        raise BadData(N_("The headings must stay as they are, each once and in their order: {known}."), known=valid)
    ends = [*places[1:], len(lines)]
    return {
        part: _without_gap("\n".join(lines[place + 1 : end]) + ("\n" if end < len(lines) else ""))
        for part, place, end in zip(heads, places, ends, strict=True)
    }


def _without_gap(text: str) -> str:
    """Remove the gap between two parts; an editor may already have removed some of it."""
    return text.removesuffix(_GAP) if text.endswith(_GAP) else text.removesuffix("\n")
