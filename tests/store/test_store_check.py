"""The doctor says what is wrong with a store, since when, and what to do; of a sound one it says nothing."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.finding import Finding
from deskctl.store.log import log_file
from deskctl.store.sqlite.checks.store_check import check_store, quick_check
from deskctl.store.sqlite.integrity.head_file import REMEMBERED

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def _found(desk: Path, *, quick: bool = False) -> list[Finding]:
    return check_store(str(desk), int(NOW.timestamp()), quick=quick)


def _kinds(desk: Path) -> set[str]:
    return {finding.kind for finding in _found(desk)}


def _meddle(desk: Path, *statements: str) -> None:
    with closing(sqlite3.connect(desk)) as conn, conn:
        for statement in statements:
            conn.execute(statement)


def _open_ticket(desk: Path, key: str = "k") -> dict[str, object]:
    line = f'{{"do": "ticket.open", "contact": "P-0101", "title": "x", "key": "{key}"}}'
    (result,) = run_batch(str(desk), [line], atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    return result


def test_a_sound_store_has_no_findings(desk: Path) -> None:
    """Imported, written to, rebuilt: nothing is wrong, at the quick look and at the long one."""
    assert _open_ticket(desk)["ok"] is True
    rebuild(str(desk))
    assert _found(desk) == _found(desk, quick=True) == []


def test_a_refused_step_leaves_no_trace(desk: Path) -> None:
    """What is rolled back inside a transaction, or only tried, does not reach the sums."""
    lines = ['{"do": "ticket.close", "ticket": 17}', '{"do": "ticket.open", "contact": "P-0101", "title": "x"}']
    list(run_batch(str(desk), lines, atomic=True, context=RequestContext(now=NOW, actor="EN1")))
    list(run_batch(str(desk), lines, atomic=False, context=RequestContext(now=NOW, actor="EN1", dry_run=True)))
    assert _found(desk) == []


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 2", {"seal", "chain", "index"}),
        ("UPDATE action SET actor = 'x' WHERE ticket = 17 AND seq = 1", {"seal", "chain"}),
        ("DELETE FROM action WHERE ticket = 17 AND seq = 2", {"seal", "chain", "derived", "index"}),
        ("UPDATE customer SET name = 'x' WHERE id = (SELECT min(id) FROM customer)", {"seal", "index"}),
        ("DELETE FROM stock_move WHERE id = (SELECT max(id) FROM stock_move)", {"seal"}),
        ("UPDATE ticket SET title = 'x' WHERE number = 17", {"seal", "index"}),
        ("INSERT INTO improvement (id, text, state) VALUES ('x', 'x', 'open')", {"seal", "index"}),
        ("UPDATE clock SET due = due + 1 WHERE ticket = 20 AND n = 1", {"derived"}),
        ("UPDATE seal SET sum = '00' WHERE name = 'part'", {"seal", "head"}),
        ("UPDATE history SET writes = writes - 1", {"head"}),
        ("UPDATE counter SET value = 3 WHERE name = 'ticket'", {"counter"}),
        ("DELETE FROM customer WHERE id = (SELECT min(id) FROM customer)", {"seal", "references", "index"}),
        ("UPDATE part SET name = CAST(x'ff61' AS TEXT) WHERE id = (SELECT min(id) FROM part)", {"seal", "index"}),
    ],
)
def test_meddling_is_found_out(desk: Path, statement: str, kinds: set[str]) -> None:
    """Whatever another program changes is found, and named for what it is."""
    _meddle(desk, statement)
    assert _kinds(desk) == kinds


def test_a_finding_says_where_and_since_when(desk: Path) -> None:
    """An altered step is named, with the moment up to which the history is sound."""
    with closing(sqlite3.connect(desk)) as conn:
        (before,) = conn.execute("SELECT recorded_at FROM action WHERE ticket = 17 AND seq = 2").fetchone()
    _meddle(desk, "UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 3")
    (chain,) = [finding for finding in _found(desk) if finding.kind == "chain"]
    assert (chain.where, chain.since) == ("T-017/3", before)
    assert "restore" in chain.todo


def test_a_table_was_sound_when_the_last_check_was(desk: Path) -> None:
    """A table that was altered is wrong since some moment after the last clean check."""
    assert _found(desk) == []
    _meddle(desk, "UPDATE part SET name = 'x'")
    (seal,) = [finding for finding in _found(desk) if finding.kind == "seal"]
    assert seal.since is not None


def test_history_that_was_put_back_is_found_out(desk: Path, kept: Path) -> None:
    """An older copy in the place of the store is noticed at the quick look, and refused for writing."""
    _open_ticket(desk)
    for ending in ("", "-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    desk.write_bytes(kept.read_bytes())
    assert [finding.kind for finding in _found(desk, quick=True) if finding.grave] == ["head"]
    error = _open_ticket(desk)["error"]
    assert "has lost changes" in error["message"]  # type: ignore[index]
    assert error["exit"] == 5  # type: ignore[index]


def test_what_is_there_can_be_accepted(desk: Path, kept: Path) -> None:
    """After a loss that nobody can mend the desk goes on with what it has, once somebody says so."""
    _open_ticket(desk)
    for ending in ("", "-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    desk.write_bytes(kept.read_bytes())
    desk.chmod(0o600)
    with pytest.raises(StoreUnusable, match="has lost changes"):
        rebuild(str(desk))
    rebuild(str(desk), accept=True)
    assert _open_ticket(desk)["ok"] is True
    assert [finding for finding in _found(desk) if finding.grave] == []


def test_a_quick_look_reads_no_rows(desk: Path) -> None:
    """It notices what the head, the sums and the counter tell, not what is behind them; the clock only with a now."""
    _meddle(desk, "UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 2")
    assert quick_check(str(desk)) == []
    _meddle(desk, "UPDATE counter SET value = 3 WHERE name = 'ticket'", "UPDATE history SET writes = writes - 1")
    assert {finding.kind for finding in quick_check(str(desk))} == {"counter", "head"}
    _meddle(desk, "UPDATE action SET recorded_at = 1 << 32 WHERE ticket = 17 AND seq = 2")
    assert "clock" not in {finding.kind for finding in quick_check(str(desk))}
    assert "clock" in {finding.kind for finding in quick_check(str(desk), int(NOW.timestamp()))}


def test_a_settings_file_with_a_password_is_its_owners_alone(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor tells of wider rights where there is a password in it, and only there."""
    file = tmp_path / "config.toml"
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))
    file.write_text('actor = "EN1"\n', encoding="utf-8")
    file.chmod(0o644)
    assert quick_check(str(desk)) == []
    file.write_text('store = "postgresql://desk:open%20sesame@host/desk"\n', encoding="utf-8")
    (finding,) = quick_check(str(desk))
    assert (finding.kind, finding.where, finding.grave) == ("mode", "config.toml", False)
    file.chmod(0o600)
    assert quick_check(str(desk)) == []


def test_a_missing_head_is_made_again(desk: Path) -> None:
    """Without its head file the store works; the doctor says that a loss could not be told."""
    Path(f"{desk}-head").unlink()
    (finding,) = _found(desk)
    assert (finding.kind, finding.grave) == ("head", False)
    _open_ticket(desk)
    assert _found(desk) == []


def test_a_head_one_change_behind_is_brought_up_to_date(desk: Path) -> None:
    """A writer that is stopped between its commit and the head file alarms nobody."""
    head = Path(f"{desk}-head")
    before = head.read_bytes()
    _open_ticket(desk)
    head.write_bytes(before)
    assert _found(desk) == []
    assert _open_ticket(desk, "other")["ok"] is True
    assert _found(desk) == []


@pytest.mark.parametrize(("behind", "kinds"), [(2, set()), (REMEMBERED, set()), (REMEMBERED + 1, {"head"})])
def test_a_head_that_the_power_left_behind_is_known_for_the_past(desk: Path, behind: int, kinds: set[str]) -> None:
    """A head of the last changes is caught up with; one further back cannot be told from another history's."""
    head = Path(f"{desk}-head")
    _open_ticket(desk, "first")
    before = head.read_bytes()
    lines = [f'{{"do": "ticket.open", "contact": "P-0101", "title": "{n}"}}' for n in range(behind)]
    assert all(
        result["ok"]
        for result in run_batch(str(desk), lines, atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    )
    head.write_bytes(before)
    assert _kinds(desk) == kinds
    assert _open_ticket(desk, "last")["ok"] is (not kinds)
    assert _kinds(desk) == kinds


def test_a_head_of_another_way_is_found_out(desk: Path, tmp_path: Path) -> None:
    """Two copies that went on by themselves: the head of one does not fit the other, however near it is."""
    other = tmp_path / "other" / desk.name
    other.parent.mkdir()
    for ending in ("", "-head"):
        shutil.copy(f"{desk}{ending}", f"{other}{ending}")
    _open_ticket(other, "other")
    for number in range(3):
        _open_ticket(desk, f"own{number}")
    shutil.copy(f"{other}-head", f"{desk}-head")
    assert _kinds(desk) == {"head"}


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps other books of rights")
def test_rights_of_others_are_reported(desk: Path) -> None:
    """A file that others may read is told, and is no grave finding."""
    desk.chmod(0o644)
    (finding,) = _found(desk)
    assert (finding.kind, finding.grave) == ("mode", False)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps other books of rights")
def test_rights_to_what_was_kept_are_reported(desk: Path) -> None:
    """The log, and the store as it was before a restore or a migration, are their owner's alone as well."""
    others = [log_file(), *(Path(f"{desk}{ending}") for ending in (".old", ".old-wal", ".0001"))]
    for file in others:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        file.chmod(0o640)
    assert {finding.where for finding in quick_check(str(desk))} == {file.name for file in others}


def test_a_clock_that_went_back_is_reported(desk: Path) -> None:
    """Steps of the future are told, and hold up no step of today."""
    (finding,) = check_store(str(desk), 1_000_000)
    assert (finding.kind, finding.grave) == ("clock", False)
    ahead = RequestContext(now=datetime(2027, 11, 22, tzinfo=UTC), actor="EN1")
    now = RequestContext(now=datetime(2026, 11, 23, tzinfo=UTC), actor="EN1")
    line = '{"do": "ticket.note", "ticket": 71, "text": "x"}'
    assert [
        result["ok"] for call in (ahead, now) for result in run_batch(str(desk), [line], atomic=False, context=call)
    ]


def test_an_emptied_store_is_not_begun_again(desk: Path) -> None:
    """A file that was emptied is no new store: it is left for somebody to look at."""
    from deskctl.store.sqlite.create import create_store

    for ending in ("-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    desk.write_bytes(b"")
    for step in (create_store, lambda path: check_store(path, 0)):
        with pytest.raises(StoreUnusable, match="is empty, but"):
            step(str(desk))
    assert desk.read_bytes() == b""


def test_what_acts_on_its_own_is_found_and_removed(desk: Path) -> None:
    """A trigger that swallows what is saved is grave; no step is taken for saved meanwhile; rebuilding removes it."""
    quiet = "CREATE TRIGGER quiet BEFORE INSERT ON action BEGIN SELECT RAISE(IGNORE); END"
    _meddle(desk, quiet, "DROP INDEX ticket_site")
    assert {one.where: one.grave for one in _found(desk) if one.kind == "schema"} == {
        "quiet": True,
        "ticket_site": False,
    }
    line = '{"do": "ticket.note", "ticket": 71, "text": "seen"}'
    (result,) = run_batch(str(desk), [line], atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    assert "prevented a row of action from being saved" in result["error"]["message"]
    rebuild(str(desk))
    assert _found(desk) == []
