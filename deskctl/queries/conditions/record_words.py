"""Find the records of reference data that contain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.conditions.search_terms import SearchTerms, match_of, occurs, search_terms
from deskctl.store.port import on_server
from deskctl.store.postgres.bigram_index import gram_condition
from deskctl.store.sqlite.trigram_terms import RECORDS, all_of, marked
from deskctl.store.sqlite.word_index import is_indexed

if TYPE_CHECKING:
    from deskctl.store.port import Reader


class WordMatches(NamedTuple):
    """The source of records that contain words; `held.record` is the id of each, `held.doc` its order."""

    source: str
    condition: str
    values: list[Any]


def records_holding(conn: Reader, kind: str, words: str) -> WordMatches:
    """Return the source of the records of a kind that contain the words, using the index if there is one."""
    sought = search_terms(words)
    text, values = sought.condition(lambda spellings: occurs("held.words", spellings))
    if on_server(conn):
        return _on_server(kind, sought, text, values)
    match = sought.match(match_of) if is_indexed(conn) else None
    if match is None:
        return WordMatches("record_text AS held", f"held.noun = ? AND {text}", [kind, *values])
    return WordMatches(
        f"{RECORDS} CROSS JOIN record_text AS held ON held.doc = {RECORDS}.rowid",
        f"{RECORDS} MATCH ? AND held.noun = ? AND {text}",
        [all_of((match, marked(kind))), kind, *values],
    )


def _on_server(kind: str, sought: SearchTerms, text: str, values: list[Any]) -> WordMatches:
    """Return the source on a server, whose index is searched before anything is sorted."""
    grams = sought.match(gram_condition) or "TRUE"
    held = f"SELECT * FROM record_text AS held WHERE noun = ? AND ({grams}) AND {text} OFFSET 0"
    return WordMatches(f"({held}) AS held", "TRUE", [kind, *values])


def ids_holding(conn: Reader, kind: str, words: str, key: str = "id") -> tuple[str, list[Any]]:
    """Return the condition that a record contains the words."""
    if not words.strip():
        return "TRUE", []
    records = records_holding(conn, kind, words)
    return f"{key} IN (SELECT held.record FROM {records.source} WHERE {records.condition})", records.values
