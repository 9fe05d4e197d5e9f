"""Fonts installed on this machine, for the characters that the packaged font lacks."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from deskctl.documents.writers.font_file import glyphs, table

if TYPE_CHECKING:
    from collections.abc import Iterable

_REGULAR = 400
_UNASSIGNED = frozenset({"Cc", "Cn", "Co", "Cs"})


class MachineFonts(NamedTuple):
    """Folders with fonts, and the characters drawn with them."""

    folders: tuple[str, ...] = ()
    characters: frozenset[int] = frozenset()


def fonts_for(missing: Iterable[int]) -> MachineFonts:
    """Return the fewest folders of fonts with the most of these characters, in the order of their paths."""
    left = {code for code in missing if category(chr(code)) not in _UNASSIGNED}
    folders, drawn = [], frozenset[int]()
    for path in installed_fonts() if left else ():
        found = left & characters_of(path)
        if found:
            folders.append(str(path.parent))
            drawn |= found
            left -= found
    return MachineFonts(tuple(dict.fromkeys(folders)), drawn)


@cache
def installed_fonts() -> tuple[Path, ...]:
    """Return the files of the regular fonts on this machine."""
    import typst

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    upright = (one for one in found if one.path and one.weight == _REGULAR and str(one.style).lower() == "normal")
    return tuple(sorted({Path(str(one.path)) for one in upright}))


@cache
def characters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for; none if it cannot be read."""
    try:
        with path.open("rb") as font:
            return frozenset(glyphs(table(font, b"cmap")))
    except (OSError, struct.error):
        return frozenset()
