"""Finding operations by words: by name, command, what people call them, and at last by their help."""

from functools import lru_cache
from typing import NamedTuple

from deskctl.language.folding import fold
from deskctl.language.i18n import _, language
from deskctl.language.words.search_words import search_words
from deskctl.language.words.steps import step_word
from deskctl.operations.framework.catalogue import NOUNS, find

_IS_IT, _BEGINS, NAMED, _EXPLAINS, _IN_ANY_ORDER = range(5)
"""How words fit: up to `NAMED` by what an operation is called, else by its help, at last by single Chinese characters.
"""


class _Texts(NamedTuple):
    whole: frozenset[str]
    begins: tuple[str, ...]
    names: str


def rank_of(words: str, name: str, *, explained: bool = True) -> int | None:
    """Return how well words fit an operation, 0 the best; None if it lacks one of them.

    The help of an operation is looked at only if it is `explained`: that loads the operation.
    """
    sought, texts = fold(words.strip()), _texts(name, language())
    if sought in texts.whole:
        return _IS_IT
    if any(text.startswith(sought) for text in texts.begins):
        return _BEGINS
    parts = sought.split()
    if all(part in texts.names for part in parts):
        return NAMED
    is_explained = explained and all(part in f"{texts.names} {_explanation(name, language())}" for part in parts)
    if is_explained:
        return _EXPLAINS
    return _IN_ANY_ORDER if all(_in_any_order(part, texts.names) for part in parts) else None


def _in_any_order(part: str, names: str) -> bool:
    """Return True if names hold a part, or each of its characters if it is Chinese, which is written without blanks."""
    return part in names or (not part.isascii() and all(sign in names for sign in part))


@lru_cache(maxsize=1024)
def _texts(name: str, _language: str) -> _Texts:
    noun, verb = name.split(".", 1)
    named = (fold(step_word(noun, verb)), f"{noun} {verb}", verb)
    others = tuple(fold(one) for one in search_words(name))
    return _Texts(frozenset((*named[:2], *others)), named, " ".join((*named, *others)))


@lru_cache(maxsize=1024)
def _explanation(name: str, _language: str) -> str:
    noun, verb = name.split(".", 1)
    return fold(f"{_(NOUNS.get(noun, ''))} {_(find(noun, verb).help())}")
