"""SQL is written only in queries, store and exchange, and SQL that both engines run uses only what both have."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import source

from deskctl.store.postgres.schema.functions import FUNCTIONS

pytestmark = pytest.mark.xdist_group("test_house")  # the tests of these files share what is parsed

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "deskctl"
HOMES = ("queries", "store", "exchange")
_SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|SELECT\s+(1|count|max|coalesce)\b|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET"
    r"|DELETE\s+FROM|SAVEPOINT|ROLLBACK|RELEASE|PRAGMA|CREATE\s+(TABLE|INDEX|TRIGGER))\b",
    re.DOTALL,
)


OF_ONE_ENGINE = ("store/sqlite", "store/postgres", "store/migrations")
CHECKS_THE_ENGINE = frozenset(
    {
        "queries/conditions/record_words.py",
        "queries/conditions/ticket_words.py",
        "store/broken_chains.py",
        "store/move.py",
    }
)
"""Files that check the engine before they use words of SQLite."""

STANDARD = frozenset(
    {
        "cast",
        "coalesce",
        "count",
        "length",
        "lower",
        "max",
        "min",
        "nullif",
        "replace",
        "substr",
        "sum",
        "trim",
        "upper",
    }
)
CREATED = frozenset(re.findall(r"CREATE OR REPLACE (?:FUNCTION|AGGREGATE) (\w+)", FUNCTIONS))
"""Functions of SQLite that are also created on the server, with the tables."""

_CALL = re.compile(r"(?<![\w.$\"'])([a-z_]+)\(", re.IGNORECASE)
_SQL_WORD = re.compile(r"\b(SELECT|FROM|WHERE|AND|JOIN|ORDER BY|VALUES|CASE|UPDATE|INSERT|LIMIT)\b")
_KEYWORDS = frozenset({"in", "exists", "values", "and", "or", "not", "from", "on", "as", "where", "when", "select"})
_OF_SQLITE = re.compile(
    r"\bINSERT OR\b|\bREPLACE INTO\b|\bGLOB\b|\bREGEXP\b|\bMATCH\b|\bPRAGMA|\bpragma_|\bsqlite_\w+|\bNOCASE\b"
    r"|\bCROSS JOIN \w+(?: AS \w+)? ON\b|\bLIMIT -|\bINDEXED BY\b|\bIS \?|\bIS NOT \?|\b(?:max|min)\([^()]*,"
    r"|(?<!\bIS )\bNOT NULL\b"
)


def _both_engines() -> Iterator[tuple[str, int, str]]:
    """Yield the texts of SQL that both engines run, with file and line."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(HOMES) or name.startswith(OF_ONE_ENGINE):
            continue
        for text in source(path).texts:
            if _SQL_WORD.search(text.value):
                yield name, text.line, text.value


def _unknown_to_one(sql: str) -> list[str]:
    """Return the functions and words of a text that only SQLite has."""
    called = {name.lower() for name in _CALL.findall(sql)} - _KEYWORDS
    return sorted({*(called - STANDARD - CREATED), *_OF_SQLITE.findall(sql)})


def _sql_in(path: Path) -> list[str]:
    texts = (text for text in source(path).texts if not text.is_docstring)
    return [f"{path.name}:{text.line}" for text in texts if _SQL.search(text.value)]


def _files(root: Path, homes: tuple[str, ...]) -> list[Path]:
    found = ((path, path.relative_to(root)) for path in sorted(root.rglob("*.py")))
    return [path for path, name in found if name.parts[0] not in homes]


def test_no_sql_outside_queries_store_and_exchange() -> None:
    """Only queries, store and exchange contain SQL; the other folders read through `queries` and write to the port."""
    assert [place for path in _files(SOURCE, HOMES) for place in _sql_in(path)] == []


def test_the_search_for_sql_finds_it() -> None:
    """The pattern finds the SQL in `queries`."""
    assert sum(bool(_sql_in(path)) for path in (SOURCE / "queries").rglob("*.py")) > 30


def test_shared_sql_runs_on_both_engines() -> None:
    """A query uses no function and no word that only SQLite has, unless its file checks the engine first."""
    found = [(name, line, _unknown_to_one(sql)) for name, line, sql in _both_engines() if name not in CHECKS_THE_ENGINE]
    assert len(found) > 100
    assert [one for one in found if one[2]] == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT strftime('%Y', at) FROM action",
        "SELECT julianday(at) FROM action WHERE at > ?",
        "INSERT OR IGNORE INTO counter VALUES (?)",
        "SELECT max(at, recorded_at) FROM action",
        "SELECT id FROM part WHERE name GLOB ?",
        "SELECT id FROM part ORDER BY id LIMIT -1",
        "SELECT id FROM part WHERE location IS ?",
        "SELECT id FROM outbox WHERE sent_at NOT NULL",
        "SELECT seq FROM action CROSS JOIN ticket ON ticket.number = action.ticket",
    ],
)
def test_words_of_sqlite_only_are_found(sql: str) -> None:
    """The check finds functions and words that only SQLite has."""
    assert _unknown_to_one(sql)
