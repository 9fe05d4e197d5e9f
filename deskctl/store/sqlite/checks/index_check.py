"""The check that the search texts and the word indexes match the facts."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TypeAlias

from deskctl.language.i18n import N_
from deskctl.store.finding import REBUILD, Finding
from deskctl.store.port import Reader
from deskctl.store.search.search_index import has_fts5, is_indexed
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT
from deskctl.store.search.text_check import texts_differ
from deskctl.store.sqlite.trigram_terms import EVERY, INDEXES, LENGTH, RECORDS, STILL_OPEN, beginning, document_terms

_Sums: TypeAlias = Counter[tuple[str, str]]
_DOCUMENTS, _TERMS, _BEGINNINGS = "documents", "terms", "beginnings"


def differing_index(conn: Reader) -> Iterator[Finding]:
    """Yield a finding if the search texts differ from the facts, or an index is missing or differs from the texts."""
    try:
        differs = texts_differ(conn) or (is_indexed(conn) and _actual(conn) != _expected(conn))
    except (sqlite3.DatabaseError, UnicodeError):
        differs = True
    if differs:
        yield Finding("index", EVERY, N_("The search index does not match the tickets."), REBUILD)
    elif has_fts5(conn) and not is_indexed(conn):
        template = N_("There is no word index of the tickets: searching reads them one by one.")
        yield Finding("index", EVERY, template, REBUILD, grave=False)


def _expected(conn: Reader) -> _Sums:
    """Return checksums of what each index must contain: the hash of each term times the number of its document."""
    sums: _Sums = Counter()
    for number, words, customer, over in conn.execute(f"SELECT number, words, customer, over FROM {TICKET_TEXT}"):
        _add(sums, (EVERY,) if over else (EVERY, STILL_OPEN), number, document_terms(words, customer))
    for number, words, kind in conn.execute(f"SELECT doc, words, noun FROM {RECORD_TEXT}"):
        _add(sums, (RECORDS,), number, document_terms(words, kind))
    return sums


def _add(sums: _Sums, indexes: tuple[str, ...], number: int, text: str) -> None:
    terms = set(_ascii_lower(text).split(" "))
    weight, weight_of_beginnings = sum(map(hash, terms)), sum(map(hash, _beginnings(terms)))
    for index in indexes:
        sums[index, _DOCUMENTS] += number + 1
        sums[index, _TERMS] += (number + 1) * weight
        sums[index, _BEGINNINGS] += (number + 1) * weight_of_beginnings


def _actual(conn: Reader) -> _Sums:
    """Return checksums of what each index contains, by reading all of it."""
    sums: _Sums = Counter()
    for index in INDEXES:
        (sums[index, _DOCUMENTS],) = conn.execute(f"SELECT coalesce(sum(id + 1), 0) FROM {index}_docsize").fetchone()
        conn.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_terms USING fts5vocab(main, {index}, instance)")
        weights = dict(conn.execute(f"SELECT term, sum(doc + 1) FROM temp.{index}_terms GROUP BY term").fetchall())
        sums[index, _TERMS] = sum(weight * hash(term) for term, weight in weights.items())
        starts = [*_beginnings(weights)]
        found = zip(starts, _documents_with(conn, index, starts), strict=True)
        sums[index, _BEGINNINGS] = sum(weight * hash(start) for start, weight in found)
    return sums


def _documents_with(conn: Reader, index: str, starts: list[str]) -> Iterator[int]:
    """Yield for each beginning of a term the sum of the documents that are found by it."""
    found = f"SELECT coalesce(sum(rowid + 1), 0) FROM {index} WHERE {index} MATCH value"
    queries = json.dumps([beginning(start) for start in starts], ensure_ascii=False)
    for (weight,) in conn.execute(f"SELECT ({found}) FROM json_each(?)", [queries]):  # one statement, not thousands
        yield weight


def _beginnings(terms: Collection[str]) -> set[str]:
    """Return all proper beginnings of terms, each length made from the next longer one."""
    starts: list[set[str]] = [set(terms)]
    for length in reversed(range(1, LENGTH)):
        starts.append({term[:length] for term in starts[-1]})
    return set().union(*starts[1:])


def _ascii_lower(terms: str) -> str:
    """Return terms with only ASCII letters in lower case, as FTS5 stores them."""
    return terms.encode("utf-8", "surrogateescape").lower().decode("utf-8", "surrogateescape")
