"""Which tickets hold some words, in their own texts or their customer's: narrowed by the index, then compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from deskctl.queries.conditions.fragments import Condition, Spellings, match_of, occurs, wanted
from deskctl.store.sqlite.search.index_terms import EVERY, STILL_OPEN, any_of, marked
from deskctl.store.sqlite.search.word_index import is_indexed

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_MOST_CUSTOMERS = 50
"""A word in the texts of more customers than these narrows little, and costs a look for each."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """An index of words, and what to match in it: at least every ticket with the words is found so."""

    index: str
    match: str

    @property
    def tickets(self) -> str:
        """Return the tables to read the candidates from; `condition` goes with it."""
        # CROSS JOIN keeps the order of the tables: the index first.
        return f"{self.index} CROSS JOIN ticket ON ticket.number = {self.number}"

    @property
    def condition(self) -> str:
        """Return the condition that `match` is bound to."""
        return f"{self.index} MATCH ?"

    @property
    def number(self) -> str:
        """Return the number of the ticket: in this order, or the reverse, the candidates come without being sorted."""
        return f"{self.index}.rowid"

    def are_fewer_than(self, conn: Reader, count: int) -> bool:
        """Return whether there are fewer than so many, counting no further."""
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {self.index} WHERE {self.condition} LIMIT ?)"
        (found,) = conn.execute(counted, [self.match, count]).fetchone()
        return int(found) < count


def ticket_condition(words: str) -> Condition:
    """Return the condition that a ticket holds the words."""
    text, values = wanted(words).condition(_held)
    if text == "TRUE":
        return text, values
    return f"EXISTS (SELECT 1 FROM ticket_text AS held WHERE held.number = ticket.number AND {text})", values


def candidates(conn: Reader, words: str, *, still_open: bool = False) -> Candidates | None:
    """Narrow down the tickets that hold the words; None if there is no index, or it tells nothing.

    `still_open` looks among the tickets that are not over.
    """
    if not words.strip() or not is_indexed(conn):
        return None
    match = wanted(words).match(partial(_match, conn))
    return Candidates(STILL_OPEN if still_open else EVERY, match) if match else None


def _held(spellings: Spellings) -> Condition:
    text, values = occurs("held.words", spellings)
    customers, bound = _customers(spellings)
    return f"{text} OR held.customer IN ({customers})", [*values, *bound]


def _customers(spellings: Spellings) -> Condition:
    text, values = occurs("words", spellings)
    return f"SELECT record FROM record_text WHERE noun = 'customer' AND ({text})", values


def _match(conn: Reader, spellings: Spellings) -> str | None:
    own = match_of(spellings)
    statement, values = _customers(spellings)
    customers = [customer for (customer,) in conn.execute(f"{statement} LIMIT ?", [*values, _MOST_CUSTOMERS + 1])]
    if own is None or len(customers) > _MOST_CUSTOMERS:
        return None
    return any_of((own, *map(marked, customers)))
