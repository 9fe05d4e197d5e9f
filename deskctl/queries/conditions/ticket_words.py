"""Find the tickets that contain words in their own texts or their customer's: by the index, then by comparison."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.conditions.search_terms import Condition, Spellings, match_of, occurs, search_terms
from deskctl.sla.lifecycle import OPEN_CONDITION
from deskctl.store.port import on_server
from deskctl.store.postgres.bigram_index import gram_condition
from deskctl.store.sqlite.trigram_terms import EVERY, STILL_OPEN, any_of, marked
from deskctl.store.sqlite.word_index import is_indexed

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_SAMPLE, _COMMON = 2000, 20
"""If `_COMMON` of the newest `_SAMPLE` tickets contain the words, a server scans in the order of the page."""
_MOST_CUSTOMERS = 50
"""A word in the texts of more customers than these is not looked up by customer: that would cost more than it saves."""


class Candidates(NamedTuple):
    """A superset of the tickets with the words: the tables to read, the condition, and the values to bind.

    A file yields them in the order of `number`, or the reverse, without sorting.
    """

    tickets: str
    condition: str
    values: list[Any]
    number: str
    counted: str
    """The table that contains only the candidates."""

    def are_fewer_than(self, conn: Reader, count: int) -> bool:
        """Return whether there are fewer than `count`, without counting further."""
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {self.counted} WHERE {self.condition} LIMIT ?) AS found"
        (total,) = conn.execute(counted, [*self.values, count]).fetchone()
        return int(total) < count


def _in_file(index: str, match: str) -> Candidates:
    number = f"{index}.rowid"
    # CROSS JOIN keeps the order of the tables: the index first.
    return Candidates(
        f"{index} CROSS JOIN ticket ON ticket.number = {number}", f"{index} MATCH ?", [match], number, index
    )


def unless_over(holding: Candidates) -> Condition:
    """Return the condition that a ticket in a file is over or may contain the words.

    It is quick for a few thousand tickets, most of them open: their index is small, and their texts are not compared.
    """
    held = f"SELECT {STILL_OPEN}.rowid FROM {STILL_OPEN} WHERE {STILL_OPEN} MATCH ?"
    return f"(ticket.number IN ({held}) OR NOT ticket.{OPEN_CONDITION})", holding.values


def _on_server(condition: str, values: list[Any]) -> Candidates:
    # OFFSET 0 keeps the planner from walking all tickets in their order and comparing each.
    held = f"(SELECT number FROM ticket_text WHERE {condition} OFFSET 0) AS held"
    return Candidates(f"{held} JOIN ticket ON ticket.number = held.number", "TRUE", values, "ticket.number", held)


def ticket_condition(words: str) -> Condition:
    """Return the condition that a ticket contains the words."""
    text, values = search_terms(words).condition(_held)
    if text == "TRUE":
        return text, values
    # Not EXISTS: a server would join all texts first, where the order of the tickets has the first few at once.
    return f"(SELECT TRUE FROM ticket_text AS held WHERE held.number = ticket.number AND {text})", values


def candidates(conn: Reader, words: str, *, still_open: bool = False) -> Candidates | None:
    """Return a small superset of the tickets that contain the words; None if there is no index or it does not help.

    With `still_open` only tickets that are not over are searched.
    """
    if not words.strip():
        return None
    if on_server(conn):
        return _few_on_server(conn, words, still_open=still_open)
    if not is_indexed(conn):
        return None
    match = search_terms(words).match(partial(_match, conn))
    return _in_file(STILL_OPEN if still_open else EVERY, match) if match else None


def _few_on_server(conn: Reader, words: str, *, still_open: bool) -> Candidates | None:
    """Return the candidates by the index of the server; None if the words are so common that no index is needed."""
    held, values = search_terms(words).condition(_held)
    newest = f"SELECT words, customer FROM ticket_text ORDER BY number DESC LIMIT {_SAMPLE}"
    (common,) = conn.execute(f"SELECT count(*) FROM ({newest}) AS held WHERE {held}", values).fetchone()
    if common >= _COMMON:
        return None
    bound: list[Any] = []
    text = search_terms(words).match(partial(_grams, conn, bound))
    if text is None:
        return None
    return _on_server(f"over = 0 AND ({text})" if still_open else text, bound)


def _grams(conn: Reader, bound: list[Any], spellings: Spellings) -> str | None:
    own, customers = gram_condition(spellings), _few_customers(conn, spellings)
    if own is None or customers is None:
        return None
    if not customers:
        return own
    bound.append(customers)
    return f"{own} OR customer = ANY (?)"


def _held(spellings: Spellings) -> Condition:
    text, values = occurs("held.words", spellings)
    customers, bound = _customers(spellings)
    return f"{text} OR held.customer IN ({customers})", [*values, *bound]


def _customers(spellings: Spellings) -> Condition:
    text, values = occurs("words", spellings)
    return f"SELECT record FROM record_text WHERE noun = 'customer' AND ({text})", values


def _match(conn: Reader, spellings: Spellings) -> str | None:
    own, customers = match_of(spellings), _few_customers(conn, spellings)
    return None if own is None or customers is None else any_of((own, *map(marked, customers)))


def _few_customers(conn: Reader, spellings: Spellings) -> list[str] | None:
    """Return the customers whose texts contain one of the spellings; None if they are many."""
    statement, values = _customers(spellings)
    rows = conn.execute(f"{statement} LIMIT ?", [*values, _MOST_CUSTOMERS + 1]).fetchall()
    return None if len(rows) > _MOST_CUSTOMERS else [customer for (customer,) in rows]
