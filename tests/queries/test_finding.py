"""What a desk knows is found however it is written: folded words, phones in any spelling, numbers, initials."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskctl.language.folding import fold, joined, phone_in
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.reference.records import list_records
from deskctl.queries.search.choices import choices, kinds
from deskctl.queries.search.desk_search import search
from deskctl.queries.search.tickets_of_records import tickets_found
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

NOW = datetime(2027, 3, 1, tzinfo=UTC)
TITLE = "ＬＤＡＰ登录失败：Café Łódź ﬁle STRAẞE"
LINES = (
    '{"do": "customer.add", "name": "重庆样例中学", "name_en": "Chongqing Sample School"}',
    '{"do": "site.add", "customer": "CUS-09", "name": "本部"}',
    '{"do": "contact.add", "customer": "CUS-09", "name": "单例", "phone": "+86 138-0000-0000", "email": "s@x.example"}',
    '{"do": "asset.add", "site": "S-0901", "asset_class": "server", "name": "教务机", "serial": "SN-XY-20771"}',
    f'{{"do": "ticket.open", "contact": "P-0901", "title": "{TITLE}", "assets": ["A-0901"], "catalog": "B"}}',
    '{"do": "ticket.note", "ticket": 73, "text": "换下 RAID 电池 zzqx"}',
)


@pytest.fixture(scope="session")
def found_desk(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a copy of the demo desk with a customer, its contact and asset, and a ticket of theirs."""
    path = tmp_path_factory.mktemp("finding") / "desk.db"
    with closing(sqlite3.connect(demo)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _done(path, *LINES)
    return path


@pytest.fixture
def desk(found_desk: Path) -> Iterator[sqlite3.Connection]:
    """Open the desk for reading."""
    with closing(open_reader(str(found_desk))) as conn:
        yield conn


def _done(path: Path, *lines: str) -> None:
    results = list(run_batch(str(path), lines, atomic=False, context=RequestContext(now=NOW, actor="HL1")))
    assert all(result["ok"] for result in results), results


def _tickets(conn: sqlite3.Connection, words: str) -> list[int]:
    return [row.number for row in list_tickets(conn, TicketFilter(status=("all",), words=words), at=0, limit=-1)]


@pytest.mark.parametrize(
    "words",
    [
        "ldap登录",
        "ＬＤＡＰ",
        "cafe",
        unicodedata.normalize("NFD", "Café"),
        "lodz",
        "file",
        "strasse",
        "登录\u200b失败",
        "单例",
        "13800000000",
        "138 0000 0000",
        "+86 13800000000",
        "0086-138-0000-0000",
        "8000-0000",
        "s@x.example",
        "SN-XY-20771",
        "snxy20771",
        "XY20771",
        "zzqx",
        "raid 电池",
        "重庆",
        "chongqing",
        "cqylzx",
        "73",
        "T73",
        "T-073",
        "t073",
        "ldap 单例 zzqx",
    ],
)
def test_a_ticket_is_found_by_whatever_is_known_of_it(desk: sqlite3.Connection, words: str) -> None:
    """The list's filter, the search and the picker know the same words."""
    assert 73 in _tickets(desk, words)
    assert "73" in [hit.id for hit in search(desk, words, kinds=("ticket",), limit=-1)]
    assert "T-073" in [key for key, _label in choices(desk, "ticket", words)]


@pytest.mark.parametrize("words", ["教务机", "SN-XY-20771", "zzqx"])
def test_equipment_leads_to_its_open_tickets(desk: sqlite3.Connection, words: str) -> None:
    """The name of equipment finds the tickets about it, as its serial number does; once each, and no closed ones."""
    assert [hit.id for hit in tickets_found(desk, words, -1)] == ["73"]
    assert tickets_found(desk, words, 0) == []


@pytest.mark.parametrize("words", ["66", "T66", "T-066", "ｔ６６", "T-66"])
def test_the_ticket_that_is_named_comes_first(desk: sqlite3.Connection, words: str) -> None:
    """A number finds its ticket before others in whose words it occurs."""
    assert search(desk, words)[0].id == "66"


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("contact", "P-0901", "13800000000"),
        ("contact", "P-0901", "+86 138 0000 0000"),
        ("contact", "P-0901", "重庆 单"),
        ("contact", "P-0901", "sl"),
        ("contact", "P-0901", "ｐ－０９０１"),
        ("customer", "CUS-09", "CHONGQING"),
        ("customer", "CUS-09", "cqyl"),
        ("asset", "A-0901", "snxy20771"),
        ("asset", "A-0901", "重庆 教务"),
        ("contract", "CT-01", "ht2025001"),
        ("part", "PT-01", "pt-01"),
    ],
)
def test_records_are_found_alike_everywhere(desk: sqlite3.Connection, kind: str, key: str, words: str) -> None:
    """The search, the list of a noun and the picker find the same record."""
    assert key in [hit.id for hit in search(desk, words, kinds=(kind,), limit=-1)]
    assert key in [row["id"] for row in list_records(desk, kind, UTC, words=words)]
    assert key in [one for one, _label in choices(desk, kind, words)]


def test_a_picker_finds_each_record_by_its_id(desk: sqlite3.Connection) -> None:
    """Whatever kind of record a form asks for, its id leads to it, and so does a word of what it is called."""
    for kind in kinds():
        for key, _label in choices(desk, kind)[:3]:
            assert key in [one for one, _label in choices(desk, kind, key.lower())], kind
    assert choices(desk, "certificate", "存储系统")
    assert not choices(desk, "certificate", "存储系统 nobody")


def test_what_was_renamed_is_found_by_its_new_name(found_desk: Path, tmp_path: Path) -> None:
    """A person's tickets follow a new name and number, a customer's records a new name of the customer."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(found_desk)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _done(
        path,
        '{"do": "contact.edit", "id": "P-0901", "name": "尤例", "phone": "000-1234-5678"}',
        '{"do": "customer.edit", "id": "CUS-09", "name": "新港样例学校"}',
        '{"do": "asset.edit", "id": "A-0901", "serial": "NEW-1"}',
    )
    with closing(open_reader(str(path))) as conn:
        for words in ("尤例", "yl", "12345678", "新港", "new1"):
            assert 73 in _tickets(conn, words), words
        for words in ("单例", "13800000000", "重庆", "snxy20771"):
            assert 73 not in _tickets(conn, words), words
        assert "P-0901" in [key for key, _label in choices(conn, "contact", "新港")]
        assert "A-0901" in [hit.id for hit in search(conn, "新港", kinds=("asset",))]


def test_what_was_merged_is_found_under_the_other(found_desk: Path, tmp_path: Path) -> None:
    """The people, equipment and tickets of a customer that was merged are found by the name of the one that stays."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(found_desk)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _done(path, '{"do": "customer.merge", "id": "CUS-09", "into": "CUS-01", "reason": "the same", "actor": "MG1"}')
    with closing(open_reader(str(path))) as conn:
        assert 73 in _tickets(conn, "青禾样例 ldap")
        assert "A-0901" in [hit.id for hit in search(conn, "青禾样例 教务", kinds=("asset",))]
        assert "P-0901" in [key for key, _label in choices(conn, "contact", "青禾 单")]
    assert "index" not in {finding.kind for finding in check_store(str(path), int(NOW.timestamp()))}


def test_invisible_words_find_nothing(desk: sqlite3.Connection) -> None:
    """What nobody can see is not taken for no words at all."""
    assert search(desk, "\u200b") == []
    assert _tickets(desk, "\u200b \ufeff") == []


def test_an_empty_desk_has_nothing_to_find(tmp_path: Path) -> None:
    """Searching a desk that was just made gives nothing, and no error."""
    create_store(str(tmp_path / "desk.db"))
    with closing(open_reader(str(tmp_path / "desk.db"))) as conn:
        assert search(conn, "何例 66 138-0000-0000") == []


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))  # by default each character is encoded once
def test_folding_again_changes_nothing(text: str) -> None:
    """A folded text is its own fold, composed or not, in capitals or not."""
    assert fold(fold(text)) == fold(text)
    assert fold(f"{text}\ud800") == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert joined(fold(text)) == joined(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("戶", "户"),
        ("⻅", "见"),
        ("⼾", "户"),
        ("\u2013", "-"),
        ("é", "e"),
        ("Ø", "o"),
        ("\u200b", ""),
        ("\ufe0f", ""),
        ("Ａ", "a"),
    ],
)
def test_one_odd_character_among_chinese_ones_is_folded(written: str, folded: str) -> None:
    """A text of plain Chinese but for one character has that one folded as if it stood alone."""
    assert fold(f"打印机，{written}坏了") == f"打印机,{folded}坏了"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("+86 138-0000-0000", "13800000000"),
        ("0086 138 0000 0000", "13800000000"),
        ("(010) 8888 0000", "1088880000"),
        ("１３８００００００００", "13800000000"),
        ("T-066", None),
        ("12345", None),
        ("服务器 13800000000", None),
    ],
)
def test_phone_numbers_in_words(words: str, digits: str | None) -> None:
    """Words that are one phone number are its digits, others are not."""
    assert phone_in(words) == digits
