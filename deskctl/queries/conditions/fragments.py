"""Fragments of words as conditions of SQL: each must occur somewhere, as typed or with its signs folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Text copied from some documents holds radicals in place of characters; NFKC leaves these four wrong.
_RADICALS = str.maketrans({"戶": "户", "⻅": "见", "⻓": "长", "⻔": "门"})


def fold(text: str) -> str:
    """Return the ordinary signs for radicals, wide letters and other spellings of the same."""
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFKC", text).translate(_RADICALS)


def spellings(word: str) -> tuple[str, ...]:
    """Return a word as typed and, where that differs, with its signs folded: either is what is looked for."""
    return tuple(dict.fromkeys((word, fold(word))))


def occurring(words: str, columns: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
    """Yield a condition for each word: it occurs in one of the columns."""
    for word in words.split():
        patterns = [_pattern(spelling) for spelling in spellings(word)]
        text = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns for _spelling in patterns)
        yield f"({text})", patterns * len(columns)


def _pattern(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
