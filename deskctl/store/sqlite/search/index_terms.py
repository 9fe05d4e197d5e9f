"""Texts as the index of words knows them: one term for each sign, of the sign and the two behind it.

A fragment is found by its own terms, one shorter than three signs as the beginning of a term; so it may stand anywhere
in a word, and needs no spaces around it. Capital ASCII letters count as small ones, as they do in SQL's LIKE.
"""

from collections.abc import Iterator

EVERY = "ticket_words"
"""The index of all tickets."""

STILL_OPEN = "open_ticket_words"
"""The index of the tickets that are not over: few of many."""

_SHADOWS = ("", "_config", "_data", "_docsize", "_idx")
TABLES = frozenset(f"{index}{shadow}" for index in (EVERY, STILL_OPEN) for shadow in _SHADOWS)
"""The indexes with the tables that FTS5 keeps them in; all of it follows from the tickets."""

LENGTH = 3
TOKENIZER = "ascii"

_MOST_TERMS = 24  # of one fragment: what holds all of these is read and compared anyway
# FTS5 cuts texts at ASCII signs that are no letters and digits: those go by signs for private use.
_SAFE = {sign: 0xE000 + sign for sign in range(128) if not (chr(sign).isalnum() or chr(sign).isspace())}
# What is no text of the ticket is told apart by signs of its own.
_IN_NAME = {sign: 0xE100 + sign for sign in range(128)}
_IN_CUSTOMER = {sign: 0xE200 + sign for sign in range(128) if not chr(sign).isalnum()}
_CUSTOMER = "\ue2ff"


def terms(text: str) -> Iterator[str]:
    """Take a text apart."""
    for piece in text.translate(_SAFE).split():
        for place in range(len(piece)):
            yield piece[place : place + LENGTH]


def ticket_terms(name: str, title: str, description: str, customer: str) -> str:
    """Write the terms of a ticket as FTS5 takes them: of its texts, of its name, and one for its customer."""
    own = terms(name.upper().translate(_IN_NAME))
    return " ".join((*terms(title), *terms(description), *own, _customer_term(customer)))


def text_with(fragment: str) -> str | None:
    """Write what to match for texts that hold a fragment; None where every text may."""
    return _all_of(fragment.translate(_SAFE).split())


def name_with(fragment: str) -> str | None:
    """Write what to match for tickets whose name holds a fragment; None where every name may."""
    return _all_of(fragment.upper().translate(_IN_NAME).split())


def of_customer(customer: str) -> str:
    """Write what to match for the tickets of a customer."""
    return _quoted(_customer_term(customer))


def beginning(signs: str) -> str:
    """Write what to match for terms that begin with these signs, fewer than a whole term has."""
    return f"{_quoted(signs)}*"


def _all_of(pieces: list[str]) -> str | None:
    wanted = dict.fromkeys(term for piece in pieces for term in _terms_of_fragment(piece))
    return " AND ".join(list(wanted)[:_MOST_TERMS]) or None


def _terms_of_fragment(piece: str) -> Iterator[str]:
    if len(piece) < LENGTH:
        yield beginning(piece)
    for place in range(len(piece) - LENGTH + 1):
        yield _quoted(piece[place : place + LENGTH])


def _customer_term(customer: str) -> str:
    return _CUSTOMER + customer.translate(_IN_CUSTOMER)


def _quoted(term: str) -> str:
    return f'"{term}"'
