"""The terms of the word index: for each character of a text, the character with the two after it.

A fragment is found by its own terms, or, if it is shorter than three characters, as the beginning of a term. So it may
be anywhere in a word, and needs no spaces around it. Texts are folded before.
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
"""The tables of the search texts, of their indexes, and of FTS5 behind them; all of them are derived."""

LENGTH = 3
TOKENIZER = "ascii"

_LONGEST_KNOWN = 64
_MOST_TERMS = 24  # of one fragment: texts that contain all of these are read and compared anyway
# FTS5 splits texts at ASCII characters other than letters and digits: they are replaced by private-use characters.
_SAFE = [(chr(char), chr(0xE000 + char)) for char in range(128) if not (chr(char).isalnum() or chr(char).isspace())]
# The mark of a document uses other private-use characters than its text.
_IN_MARK = {char: 0xE200 + char for char in range(128) if not chr(char).isalnum()}
_MARK = "\ue2ff"


def document_terms(words: str, mark: str) -> str:
    """Return the terms of a folded text for FTS5, with one for its mark: a customer, or a kind.

    A term may occur twice; the index counts it once.
    """
    pieces = set(_pieces(words))
    terms = [_known_terms(piece) if len(piece) <= _LONGEST_KNOWN else _terms_of(piece) for piece in pieces]
    return " ".join((*terms, _mark_term(mark)))


def fragment_query(fragment: str) -> str | None:
    """Return the FTS5 query for texts that contain a folded fragment; None if every text may."""
    terms = dict.fromkeys(term for piece in _pieces(fragment) for term in _terms_of_fragment(piece))
    return " AND ".join(list(terms)[:_MOST_TERMS]) or None


def marked(mark: str) -> str:
    """Return the FTS5 query for the documents with a mark."""
    return _quoted(_mark_term(mark))


def any_of(matches: Iterable[str]) -> str:
    """Return the FTS5 query for documents that match any of the queries."""
    return " OR ".join(f"({match})" for match in matches)


def all_of(matches: Iterable[str]) -> str:
    """Return the FTS5 query for documents that match all of the queries."""
    return " AND ".join(f"({match})" for match in matches)


def beginning(chars: str) -> str:
    """Return the FTS5 query for terms that begin with some characters, fewer than a whole term has."""
    return f"{_quoted(chars)}*"


def _pieces(words: str) -> list[str]:
    for char, safe in _SAFE:
        if char in words:  # few are: testing for each is faster than translating every character
            words = words.replace(char, safe)
    return words.split()


def _terms_of(piece: str) -> str:
    return " ".join([piece[place : place + LENGTH] for place in range(len(piece))])


_known_terms = lru_cache(1 << 11)(_terms_of)  # names, models and common words occur in many texts


def _terms_of_fragment(piece: str) -> Iterator[str]:
    if len(piece) < LENGTH:
        yield beginning(piece)
    for place in range(len(piece) - LENGTH + 1):
        yield _quoted(piece[place : place + LENGTH])


def _mark_term(mark: str) -> str:
    return _MARK + mark.translate(_IN_MARK)


def _quoted(term: str) -> str:
    return f'"{term}"'
