"""The search index is kept consistent with the tickets, and a store also works without it."""

import io
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from desk_lines import few_tickets

from deskctl.data_files import data_file
from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.errors import StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.search.desk_search import search
from deskctl.queries.tickets.ticket_list import ticket_numbers
from deskctl.store.facts.people import Actor
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.search.search_index import is_indexed
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.create import create_store, ensure_current
from deskctl.store.sqlite.info import store_info
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.trigram_terms import EVERY, STILL_OPEN
from deskctl.store.sqlite.writing.writer import writing_once

NOW = datetime(2027, 3, 1, tzinfo=UTC)
RARE = "举世无双"


def _written(desk: Path, *lines: str, actor: str = "EN1") -> list[dict[str, Any]]:
    results = list(run_batch(str(desk), lines, atomic=False, context=RequestContext(now=NOW, actor=actor)))
    assert all(result["ok"] for result in results), results
    return results


def _open_ticket(desk: Path) -> int:
    (result,) = _written(desk, f'{{"do": "ticket.open", "contact": "P-0101", "title": "一张{RARE}的工单"}}')
    return int(str(result["ticket"]).removeprefix("T-"))


def _found(desk: Path, words: str, *status: str) -> list[int]:
    with closing(open_reader(str(desk))) as conn:
        return list(ticket_numbers(conn, TicketFilter(words=words, status=status), at=0))


def _held(desk: Path, index: str) -> set[int]:
    with closing(sqlite3.connect(desk)) as conn:
        return {number for (number,) in conn.execute(f"SELECT id FROM {index}_docsize")}


def _numbers(desk: Path, condition: str) -> set[int]:
    with closing(sqlite3.connect(desk)) as conn:
        return {number for (number,) in conn.execute(f"SELECT number FROM ticket WHERE {condition}")}


def _is_indexed(desk: Path) -> bool:
    with closing(open_reader(str(desk))) as conn:
        return is_indexed(conn)


def _kinds(desk: Path) -> list[tuple[str, bool]]:
    return [(finding.kind, finding.grave) for finding in check_store(str(desk), int(NOW.timestamp()))]


def _without_fts5(desk: Path, module: str = "fts9") -> None:
    """Change the index to a module that this SQLite does not have, or back to `fts5`."""
    with closing(sqlite3.connect(desk, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_master SET sql = replace(replace(sql, 'fts5', ?1), 'fts9', ?1) WHERE name IN (?, ?)",
            (module, EVERY, STILL_OPEN),
        )
        (version,) = conn.execute("PRAGMA schema_version").fetchone()
        conn.execute(f"PRAGMA schema_version = {version + 1}")


def test_a_new_ticket_is_found_by_its_text(desk: Path) -> None:
    """A newly opened ticket is found through both indexes."""
    number = _open_ticket(desk)
    assert _found(desk, "世无") == [number]
    assert _kinds(desk) == []


def test_open_tickets_have_a_separate_index(desk: Path) -> None:
    """A ticket leaves the index of open tickets when it ends and returns when it reopens; the other index has all."""
    over = "status IN ('closed', 'closed_without_answer', 'duplicate')"
    assert _held(desk, EVERY) == _numbers(desk, "TRUE")
    assert _held(desk, STILL_OPEN) == _numbers(desk, f"NOT {over}")
    number = _open_ticket(desk)
    (done,) = _written(desk, f'{{"do": "ticket.mark-duplicate", "ticket": {number}, "of": "T-067"}}')
    assert number not in _held(desk, STILL_OPEN)
    assert _found(desk, RARE) == []
    assert _found(desk, RARE, "all") == [number]
    _written(desk, f'{{"do": "ticket.correct", "ticket": {number}, "seq": "{done["action"]}", "reason": "no"}}')
    assert _found(desk, RARE) == [number]
    assert _kinds(desk) == []


def test_changed_texts_are_indexed(desk: Path) -> None:
    """After a change of its texts a ticket is found by the new ones and no longer by the old ones."""
    number = _open_ticket(desk)
    with writing_once(str(desk)) as conn:
        hand = Desk(conn, CaseCache(), actor=Actor("EN1"), now=int(NOW.timestamp()), at=int(NOW.timestamp()))
        hand.take(number)
        hand.change(title="独一无二", description="Second to none")
        hand.settle()
    assert _found(desk, RARE) == []
    assert _found(desk, "一无 none") == [number]
    assert _kinds(desk) == []


def test_a_contact_of_another_customer_is_found_by_a_new_name(desk: Path) -> None:
    """The tickets of a contact that moved to another customer are found by each new name of the contact."""
    number = _open_ticket(desk)
    for name, also in (("乔迁", ', "customer": "CUS-03"'), ("新居", "")):
        _written(desk, f'{{"do": "contact.edit", "id": "P-0101", "name": "{name}"{also}}}', actor="LE1")
        assert number in _found(desk, name)
        assert _kinds(desk) == []


@pytest.mark.xdist_group("models")  # only the worker of this group loads SQLAlchemy, which is slow
def test_an_older_store_is_indexed_when_it_is_migrated(desk: Path) -> None:
    """The migration of a store that has no search index creates one."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        for index in (EVERY, STILL_OPEN):
            conn.execute(f"DROP TABLE {index}")
        conn.executescript("DROP INDEX ticket_site; CREATE INDEX ix_ticket_site ON ticket (site)")
        conn.execute("UPDATE alembic_version SET version_num = '0001'")
    assert ensure_current(str(desk)) is True
    assert _is_indexed(desk)
    assert _found(desk, "存储链路") == [70]
    assert _kinds(desk) == []


def test_a_store_without_an_index_is_read_ticket_by_ticket(desk: Path) -> None:
    """Without an index tickets are still found and saved, the check reports its absence, and `rebuild` creates it."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute(f"DROP TABLE {EVERY}")
        conn.execute(f"DROP TABLE {STILL_OPEN}")
    assert _found(desk, RARE) == []
    number = _open_ticket(desk)
    assert _found(desk, RARE) == [number]
    assert _kinds(desk) == [("index", False)]
    rebuild(str(desk))
    assert _is_indexed(desk)
    assert _found(desk, RARE) == [number]
    assert _kinds(desk) == []


def test_a_sqlite_without_fts5(desk: Path) -> None:
    """A machine without FTS5 searches and writes, and elsewhere the index is used again only after a rebuild."""
    _without_fts5(desk)
    number = _open_ticket(desk)
    rebuild(str(desk))
    assert _found(desk, RARE) == [number]
    with closing(open_reader(str(desk))) as conn:
        assert [hit.id for hit in search(conn, RARE)] == [str(number)]
    assert _kinds(desk) == [("index", False)]
    _without_fts5(desk, "fts5")
    assert not _is_indexed(desk)
    assert _found(desk, RARE) == [number]
    assert _kinds(desk) == [("index", False)]
    rebuild(str(desk))
    assert _is_indexed(desk)
    assert _kinds(desk) == []


def test_an_incomplete_index_is_reported_and_rebuilt(desk: Path) -> None:
    """The full check reports an index that lacks tickets, the quick check does not, and `rebuild` repairs it."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute(f"INSERT INTO {EVERY} ({EVERY}) VALUES ('delete-all')")
    assert _found(desk, "存储链路", "all") == []
    assert _kinds(desk) == [("index", True)]
    assert check_store(str(desk), int(NOW.timestamp()), quick=True) == []
    rebuild(str(desk))
    assert _found(desk, "存储链路", "all") == [70]
    assert _kinds(desk) == []


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a desk with twelve tickets, which is checked in half the time that the demo desk takes."""
    lines = few_tickets(data_file("demo.jsonl").read_text(encoding="utf-8").splitlines(), 12)
    create_store(str(tmp_path / "small.db"))
    read_desk(io.BytesIO("\n".join(lines).encode()), str(tmp_path / "small.db"))
    return tmp_path / "small.db"


def test_a_flipped_bit_in_the_index_is_reported_or_harmless(small: Path, tmp_path: Path) -> None:
    """A flipped bit in the index is reported by the check unless every search still gives the right result."""
    chance, expected, incomplete = random.Random(10), _answers(small), []  # noqa: S311
    for case in range(24):
        damaged = tmp_path / f"{case}.db"
        shutil.copy(small, damaged)
        _flip_a_bit(damaged, chance)
        grave = {kind for kind, grave in _kinds(damaged) if grave}
        assert grave or _answers(damaged) == expected
        incomplete += [damaged] * (grave == {"index"})
    for one in incomplete:
        rebuild(str(one))
        assert _answers(one) == expected
    assert ("index", True) not in _kinds(incomplete[-1])


_UNREADABLE, _EMPTIED = b"\x00\x00\x00\x00\xff", bytes(7)
_ANOTHER_SEGMENT = bytes((0, 0, 0, 2, 1, 1, 1, 0, 1, 127, 1, 1))


def _set_structure(desk: Path, index: str, block: bytes) -> None:
    """Replace the record of FTS5 that lists the segments of an index."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute(f"UPDATE {index}_data SET block = ? WHERE id = 10", (block,))


@pytest.mark.parametrize(
    ("index", "block"), [(EVERY, _UNREADABLE), (STILL_OPEN, _UNREADABLE), (EVERY, _EMPTIED), (STILL_OPEN, b"")]
)
def test_an_unreadable_index_stops_neither_searches_nor_its_repair(desk: Path, index: str, block: bytes) -> None:
    """While an index cannot be opened or seems empty, searches read the texts, and a rebuild repairs it."""
    _set_structure(desk, index, block)
    assert _kinds(desk) == [("index", False)]
    number = _open_ticket(desk)
    assert _found(desk, RARE) == _found(desk, RARE, "all") == [number]
    assert _kinds(desk) == [("index", False)]
    rebuild(str(desk))
    assert _found(desk, RARE) == [number]
    assert _kinds(desk) == []


def test_a_change_that_meets_a_damaged_index_names_the_repair(desk: Path) -> None:
    """A change that cannot be added to a damaged index is refused, and the error names the repair."""
    _set_structure(desk, EVERY, _ANOTHER_SEGMENT)
    line = '{"do": "contact.edit", "id": "P-0101", "name": "x"}'
    (result,) = run_batch(str(desk), [line], atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    assert (result["ok"], result["error"]["hint"]) == (False, "deskctl store rebuild")
    rebuild(str(desk))
    assert [_open_ticket(desk)] == _found(desk, RARE)


def test_a_prefix_of_a_wrong_ticket_is_reported(desk: Path) -> None:
    """The check also compares the prefix index, which is used for fragments of two characters."""
    before = _terms(desk)
    _misdirect_a_prefix(desk)
    assert _terms(desk) == before
    assert _kinds(desk) == [("index", True)]


def _terms(desk: Path) -> list[tuple[str, int]]:
    """Return each whole term with its tickets."""
    with closing(sqlite3.connect(desk)) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {EVERY}, instance)")
        return conn.execute("SELECT term, doc FROM temp.terms").fetchall()


def _misdirect_a_prefix(desk: Path) -> None:
    """Change the first ticket of the first two-character prefix in the last page of the index.

    A page begins with four bytes, the length of its first term and that term; the number of a ticket follows.
    """
    with closing(sqlite3.connect(desk)) as conn, conn:
        (number, page), *_ = conn.execute(
            f"SELECT id, block FROM {EVERY}_data WHERE substr(block, 6, 1) = CAST('2' AS BLOB) ORDER BY id DESC"
        )
        content = bytearray(page)
        content[5 + page[4]] ^= 1
        conn.execute(f"UPDATE {EVERY}_data SET block = ? WHERE id = ?", (bytes(content), number))


def _flip_a_bit(desk: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(desk)) as conn, conn:
        index = chance.choice((EVERY, STILL_OPEN))
        number, block = chance.choice(conn.execute(f"SELECT id, block FROM {index}_data").fetchall())
        content = bytearray(block)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        conn.execute(f"UPDATE {index}_data SET block = ? WHERE id = ?", (bytes(content), number))


def _answers(desk: Path) -> list[list[int]] | None:
    """Return the tickets found by a piece of each title, or None if a search fails."""
    try:
        with closing(open_reader(str(desk))) as conn:
            titles = [title for (title,) in conn.execute("SELECT title FROM ticket")]
            pieces = [title[place : place + place % 4 + 1] for place, title in enumerate(titles)]
            return [list(ticket_numbers(conn, TicketFilter(words=piece), at=0)) for piece in pieces]
    except (StoreUnusable, sqlite3.DatabaseError):
        return None


def test_the_index_is_not_listed_among_the_tables(desk: Path) -> None:
    """The tables of the search index are not listed in the information about the store."""
    assert not [name for name in store_info(str(desk))["tables"] if "words" in name]
