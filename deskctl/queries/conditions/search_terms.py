"""Search terms, folded like the stored texts, as SQL conditions and as expressions for the index.

Each word must occur in one of its spellings; a phone number is also found by its digits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from deskctl.language.folding import fold, joined, phone_in
from deskctl.names import ticket_name
from deskctl.store.sqlite.trigram_terms import all_of, any_of, fragment_query

if TYPE_CHECKING:
    from collections.abc import Callable

Spellings: TypeAlias = tuple[str, ...]
Condition: TypeAlias = tuple[str, list[Any]]

NUMBERED = re.compile(r"(?:t-?)?0*([1-9][0-9]{0,17})", re.ASCII)
"""A folded word that is the name of a ticket."""

_SHORTEST_CODE = 4
_NOWHERE = "\ue2fe"
"""A character that no text contains, for words of invisible characters only."""


class SearchTerms(NamedTuple):
    """Search terms: in at least one of the `cases`, each word must occur in one of its spellings."""

    cases: tuple[tuple[Spellings, ...], ...]

    def condition(self, one: Callable[[Spellings], Condition]) -> Condition:
        """Return the condition that the words occur; `one` returns it for a single word."""
        written = [[one(spellings) for spellings in case] for case in self.cases]
        text = " OR ".join(f"({' AND '.join(f'({text})' for text, _bound in case)})" for case in written)
        return f"({text})" if text else "TRUE", [value for case in written for _text, bound in case for value in bound]

    def match(self, one: Callable[[Spellings], str | None]) -> str | None:
        """Return the index expression; None if it excludes nothing. `one` returns it for a single word."""
        written = [[found for spellings in case if (found := one(spellings))] for case in self.cases]
        return any_of(all_of(case) for case in written) if written and all(written) else None


def search_terms(text: str) -> SearchTerms:
    """Parse the search terms."""
    words = tuple(spellings for word in text.split() if (spellings := _spellings(word)))
    if text.strip() and not words:
        return SearchTerms((((_NOWHERE,),),))
    phone = phone_in(text)
    cases = [words] if words else []
    if phone and (phone,) not in words:
        cases.append(((phone,),))
    return SearchTerms(tuple(cases))


def ticket_number_in(text: str) -> int | None:
    """Return the number of the ticket that a text names, if any."""
    match = NUMBERED.fullmatch(fold(text).strip())
    return int(match[1]) if match else None


def occurs(column: str, spellings: Spellings) -> Condition:
    """Return the condition that one of the spellings occurs in a column of folded text."""
    return " OR ".join([f"{column} LIKE ? ESCAPE '\\'"] * len(spellings)), [_pattern(one) for one in spellings]


def match_of(spellings: Spellings) -> str | None:
    """Return the index expression for texts with one of the spellings; None if every text may contain it."""
    conditions = [fragment_query(one) for one in spellings]
    return None if None in conditions else any_of(match for match in conditions if match)


def _spellings(word: str) -> Spellings:
    folded = fold(word)
    if not folded:
        return ()
    numbered, code = NUMBERED.fullmatch(folded), joined(folded)
    more = [ticket_name(int(numbered[1])).lower()] if numbered and not folded.isdigit() else []
    if len(code) >= _SHORTEST_CODE and any(map(str.isdigit, code)) and folded.isascii():
        more.append(code)
    return tuple(dict.fromkeys((folded, *more)))


def _pattern(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
