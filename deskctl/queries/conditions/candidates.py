"""Which tickets can hold some words: told by the index before any ticket is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import NUMBERED, customers_with
from deskctl.queries.conditions.fragments import spellings
from deskctl.store.sqlite.search.index_terms import EVERY, STILL_OPEN, name_with, of_customer, text_with
from deskctl.store.sqlite.search.search_index import is_indexed

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_MOST_CUSTOMERS = 50
"""A word in the names of more customers than these narrows little, and costs a look for each."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """An index of words, and what to match in it: at least every ticket with the words is found so."""

    index: str
    match: str

    @property
    def tickets(self) -> str:
        """The tables to read the candidates from; `condition` goes with it."""
        # CROSS JOIN keeps the order of the tables: the index first.
        return f"{self.index} CROSS JOIN ticket ON ticket.number = {self.number}"

    @property
    def condition(self) -> str:
        """The condition that `match` is bound to."""
        return f"{self.index} MATCH ?"

    @property
    def number(self) -> str:
        """The number of the ticket: in this order, or the reverse, the candidates come without being sorted."""
        return f"{self.index}.rowid"

    def are_fewer_than(self, conn: Reader, count: int) -> bool:
        """Return whether there are fewer than so many, counting no further."""
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {self.index} WHERE {self.condition} LIMIT ?)"
        (found,) = conn.execute(counted, [self.match, count]).fetchone()
        return int(found) < count


def candidates(conn: Reader, words: str, *, still_open: bool = False, named: bool = False) -> Candidates | None:
    """Narrow down the tickets that hold each of the words; None where there is no index, or it tells nothing.

    `still_open` looks among the tickets that are not over; with `named` a word may be in the name of a ticket too.
    """
    if not words.strip() or not is_indexed(conn):
        return None
    narrowed = [match for word in words.split() if (match := _match(conn, word, named=named))]
    if not narrowed:
        return None
    return Candidates(STILL_OPEN if still_open else EVERY, " AND ".join(f"({match})" for match in narrowed))


def _match(conn: Reader, word: str, *, named: bool) -> str | None:
    matches = [text_with(spelling) for spelling in spellings(word)]
    if named and NUMBERED.fullmatch(word):
        matches += [name_with(spelling) for spelling in spellings(word)]
    statement, values = customers_with(word)
    customers = [customer for (customer,) in conn.execute(f"{statement} LIMIT ?", [*values, _MOST_CUSTOMERS + 1])]
    if None in matches or len(customers) > _MOST_CUSTOMERS:
        return None
    return " OR ".join(f"({match})" for match in (*matches, *map(of_customer, customers)))
