"""Find operations by words: by name, command and synonyms, else by their help."""

from functools import lru_cache
from typing import NamedTuple

from deskctl.language.folding import fold
from deskctl.language.i18n import _, language
from deskctl.language.words.operation_names import operation_name
from deskctl.language.words.search_words import search_words
from deskctl.operations.framework.catalogue import NOUNS, find

_EXACT, _PREFIX, BY_NAME, _BY_HELP, _BY_CHARACTERS = range(5)
"""How words match, best first: up to `BY_NAME` the name, then the help, then single Chinese characters.
"""


class _Texts(NamedTuple):
    whole: frozenset[str]
    begins: tuple[str, ...]
    names: str


def rank_of(words: str, name: str, *, with_help: bool = True) -> int | None:
    """Return how well words match an operation, 0 for the best; None if one of them is missing.

    The help is searched only `with_help`, because that loads the operation.
    """
    sought, texts = fold(words.strip()), _texts(name, language())
    if sought in texts.whole:
        return _EXACT
    if any(text.startswith(sought) for text in texts.begins):
        return _PREFIX
    parts = sought.split()
    if all(part in texts.names for part in parts):
        return BY_NAME
    is_in_help = with_help and all(part in f"{texts.names} {_help_text(name, language())}" for part in parts)
    if is_in_help:
        return _BY_HELP
    return _BY_CHARACTERS if all(_has_characters(part, texts.names) for part in parts) else None


def _has_characters(part: str, names: str) -> bool:
    """Return whether names contain a part or, for Chinese, which has no spaces, each of its characters."""
    return part in names or (not part.isascii() and all(sign in names for sign in part))


@lru_cache(maxsize=1024)
def _texts(name: str, _language: str) -> _Texts:
    noun, verb = name.split(".", 1)
    named = (fold(operation_name(noun, verb)), f"{noun} {verb}", verb)
    others = tuple(fold(one) for one in search_words(name))
    return _Texts(frozenset((*named[:2], *others)), named, " ".join((*named, *others)))


@lru_cache(maxsize=1024)
def _help_text(name: str, _language: str) -> str:
    noun, verb = name.split(".", 1)
    return fold(f"{_(NOUNS.get(noun, ''))} {_(find(noun, verb).help())}")
