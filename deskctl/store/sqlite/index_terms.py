"""Texts as the index of words knows them: a term for each character, of it and the two characters after it.

A fragment is found by its own terms, one shorter than three characters as the beginning of a term; so it may stand
anywhere in a word, and needs no spaces around it. Texts are folded before.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT

EVERY = "ticket_words"
"""The index of all tickets."""

STILL_OPEN = "open_ticket_words"
"""The index of the tickets that are not over: few of many."""

RECORDS = "record_words"
"""The index of reference data."""

INDEXES = (EVERY, STILL_OPEN, RECORDS)

_SHADOWS = ("", "_config", "_data", "_docsize", "_idx")
TABLES = frozenset((*(f"{index}{shadow}" for index in INDEXES for shadow in _SHADOWS), TICKET_TEXT, RECORD_TEXT))
"""The folded texts, their indexes, and the tables that FTS5 keeps those in; all of it follows from the facts."""

LENGTH = 3
TOKENIZER = "ascii"

_LONGEST_KNOWN = 64
_MOST_TERMS = 24  # of one fragment: what holds all of these is read and compared anyway
# FTS5 cuts texts at ASCII characters that are no letters and digits: those go by characters for private use.
_SAFE = [(chr(char), chr(0xE000 + char)) for char in range(128) if not (chr(char).isalnum() or chr(char).isspace())]
# What is not text of the document is marked by characters of its own.
_IN_MARK = {char: 0xE200 + char for char in range(128) if not chr(char).isalnum()}
_MARK = "\ue2ff"


def document_terms(words: str, mark: str) -> str:
    """Return the terms of a folded text as FTS5 takes them, with one for its mark: a customer, or a kind.

    A term may come twice: the index counts it once.
    """
    pieces = set(_pieces(words))
    terms = [_known_terms(piece) if len(piece) <= _LONGEST_KNOWN else _terms_of(piece) for piece in pieces]
    return " ".join((*terms, _mark_term(mark)))


def holding(fragment: str) -> str | None:
    """Return what to match for texts that hold a folded fragment; None if every text may."""
    terms = dict.fromkeys(term for piece in _pieces(fragment) for term in _terms_of_fragment(piece))
    return " AND ".join(list(terms)[:_MOST_TERMS]) or None


def marked(mark: str) -> str:
    """Return what to match for the documents with a mark."""
    return _quoted(_mark_term(mark))


def any_of(matches: Iterable[str]) -> str:
    """Return what to match for documents that match any of these."""
    return " OR ".join(f"({match})" for match in matches)


def all_of(matches: Iterable[str]) -> str:
    """Return what to match for documents that match all of these."""
    return " AND ".join(f"({match})" for match in matches)


def beginning(chars: str) -> str:
    """Return what to match for terms that begin with these characters, fewer than a whole term has."""
    return f"{_quoted(chars)}*"


def _pieces(words: str) -> list[str]:
    for char, safe in _SAFE:
        if char in words:  # few of them are: looking for each takes less time than translating every character
            words = words.replace(char, safe)
    return words.split()


def _terms_of(piece: str) -> str:
    return " ".join([piece[place : place + LENGTH] for place in range(len(piece))])


_known_terms = lru_cache(1 << 12)(_terms_of)  # names, models and stock words stand in many texts


def _terms_of_fragment(piece: str) -> Iterator[str]:
    if len(piece) < LENGTH:
        yield beginning(piece)
    for place in range(len(piece) - LENGTH + 1):
        yield _quoted(piece[place : place + LENGTH])


def _mark_term(mark: str) -> str:
    return _MARK + mark.translate(_IN_MARK)


def _quoted(term: str) -> str:
    return f'"{term}"'
