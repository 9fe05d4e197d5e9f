"""Find possible callers: contacts by name, phone, pinyin or equipment, or the customer of a new caller."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.folding import phone_in
from deskctl.language.initials import initials
from deskctl.queries.search.choices import choices
from deskctl.queries.search.desk_search import search
from deskctl.queries.search.name_and_firm import names_no_firm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_OWNED = ("asset", "contract", "ticket")
_FEWEST, _CUSTOMERS = 2, 3
_COMMAS = re.compile("[,;，；、]")
_INITIALS = re.compile("[a-z]{2,4}")


@dataclass(frozen=True, slots=True)
class Callers:
    """The contacts who may be calling, and for a new caller the `customers` and the `rest` of the words.

    With `fit` the contacts match all words; otherwise they are the contacts of the customers.
    """

    people: Sequence[tuple[str, str]]
    fit: bool
    customers: Sequence[tuple[str, str]]
    rest: str


def find_callers(conn: Reader, words: str, limit: int) -> Callers:
    """Return who may be calling, by the words typed so far."""
    words = _COMMAS.sub(" ", words)
    people = choices(conn, "contact", words, limit=limit) or _by_initials(conn, words, limit)
    known_words, customers = _customers(conn, words)
    other_words = " ".join(word for word in words.split() if word not in known_words)
    if people or not words.strip():
        return Callers(people, fit=True, customers=customers, rest=other_words)
    owners = customers or _owners(conn, words)
    theirs = [one for key, _name in owners for one in choices(conn, "contact", limit=limit, customer=key)]
    return Callers(theirs[:limit], fit=False, customers=owners, rest=other_words if customers else "")


def _customers(conn: Reader, words: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words that name a customer, and the customers that match all of them."""
    customers: list[tuple[str, str]] = []
    known_words: list[str] = []
    for word in words.split():
        if len(word) < _FEWEST or phone_in(word) or (not known_words and names_no_firm(word)):
            continue
        if hits := choices(conn, "customer", " ".join([*known_words, word]), limit=_CUSTOMERS):
            known_words, customers = [*known_words, word], hits
    return known_words, customers


def _owners(conn: Reader, words: str) -> list[tuple[str, str]]:
    """Return the customers whose equipment, contract or ticket matches the words."""
    hits = search(conn, words, kinds=_OWNED, limit=_CUSTOMERS) if len(words.strip()) >= _FEWEST else []
    owners = {hit.customer: hit.customer_name or "" for hit in hits if hit.customer}
    return list(owners.items())[:_CUSTOMERS]


def _by_initials(conn: Reader, words: str, limit: int) -> list[tuple[str, str]]:
    """Return the contacts whose names begin with these pinyin initials."""
    sought = words.strip().lower()
    if not _INITIALS.fullmatch(sought):
        return []
    people = choices(conn, "contact")
    return [one for one in people if initials(one[1].split(" · ", 1)[0]).startswith(sought)][:limit]
