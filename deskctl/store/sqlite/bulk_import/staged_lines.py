"""The tickets in the staging of an import into a server: their rows as lines for COPY, and their own words.

They are staged in blocks, each under the number of its first ticket. Of the rows themselves only what must be looked
up is kept.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from deskctl.store.port import Reader
from deskctl.store.search.ticket_texts import OwnWords
from deskctl.store.sqlite.bulk_import.staging import declared_schema

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ticket": ("number", "customer"),
    "copied": ("ticket", "target", "lines"),
    "own_words": ("ticket", "words"),
}
"""Table -> columns."""

_TABLES = {
    "ticket": "CREATE TABLE ticket (number INTEGER PRIMARY KEY, customer TEXT)",
    "copied": "CREATE TABLE copied (ticket INTEGER, target TEXT, lines BLOB, PRIMARY KEY (ticket, target))",
    "own_words": "CREATE TABLE own_words (ticket INTEGER PRIMARY KEY, words TEXT)",
}
_TARGETS = "SELECT DISTINCT target FROM copied"
_LINES = "SELECT lines FROM copied WHERE target = ? ORDER BY ticket"
_WORDS = "SELECT words FROM own_words ORDER BY ticket"


def schema_of_lines(table: str) -> str:
    """Return the statement that creates a table of the staging."""
    return _TABLES.get(table) or declared_schema(table)


def packed_words(tickets: Iterable[OwnWords]) -> str:
    """Return the words of some tickets as they are staged."""
    return json.dumps(list(tickets), ensure_ascii=False)


def staged_words(staging: Reader) -> Iterator[OwnWords]:
    """Yield the own words of all tickets."""
    for (words,) in staging.execute(_WORDS):
        yield from (OwnWords(*ticket) for ticket in json.loads(words))


def staged_lines(staging: Reader) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each target of COPY with its lines, in blocks."""
    for (target,) in staging.execute(_TARGETS).fetchall():
        yield target, (lines for (lines,) in staging.execute(_LINES, (target,)))
