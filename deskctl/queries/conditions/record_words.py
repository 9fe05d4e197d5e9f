"""Records of reference data that hold words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.conditions.fragments import match_of, occurs, wanted
from deskctl.store.sqlite.search.index_terms import RECORDS, all_of, marked
from deskctl.store.sqlite.search.word_index import is_indexed

if TYPE_CHECKING:
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class Holding:
    """Where records that hold some words are read from: `held.record` is the id of each, `held.doc` its order."""

    source: str
    condition: str
    values: list[Any]


def records_holding(conn: Reader, kind: str, words: str) -> Holding:
    """Return where the records of a kind that hold the words are found, the index first if there is one."""
    sought = wanted(words)
    text, values = sought.condition(lambda spellings: occurs("held.words", spellings))
    match = sought.match(match_of) if is_indexed(conn) else None
    if match is None:
        return Holding("record_text AS held", f"held.noun = ? AND {text}", [kind, *values])
    return Holding(
        f"{RECORDS} CROSS JOIN record_text AS held ON held.doc = {RECORDS}.rowid",
        f"{RECORDS} MATCH ? AND held.noun = ? AND {text}",
        [all_of((match, marked(kind))), kind, *values],
    )


def ids_holding(conn: Reader, kind: str, words: str, key: str = "id") -> tuple[str, list[Any]]:
    """Return the condition that the id of a record is one of those that hold the words."""
    if not words.strip():
        return "TRUE", []
    found = records_holding(conn, kind, words)
    return f"{key} IN (SELECT held.record FROM {found.source} WHERE {found.condition})", found.values
