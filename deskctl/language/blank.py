"""Whether a text says anything: spaces, tabs, line ends and characters that nobody sees are no words."""

from unicodedata import category

_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by category, of which nothing is drawn."""
_VARIATIONS = ("\ufe00", "\ufe0f")


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return all(map(_is_unseen, text.strip()))


def _is_unseen(char: str) -> bool:
    first, last = _VARIATIONS
    return category(char) in _UNSEEN or char in _FILLERS or first <= char <= last
