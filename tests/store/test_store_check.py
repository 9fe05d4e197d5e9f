"""The check of a store reports each fault, since when it exists and what to do, and nothing about a sound store."""

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
from deskctl.store.facts import rederivation
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.finding import Finding
from deskctl.store.log import log_file
from deskctl.store.sqlite.checks.store_check import check_store, quick_check
from deskctl.store.sqlite.integrity.head_file import REMEMBERED
from deskctl.store.sqlite.writing.writer import writing_once

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def _found(desk: Path, *, quick: bool = False) -> list[Finding]:
    return check_store(str(desk), int(NOW.timestamp()), quick=quick)


def _kinds(desk: Path) -> set[str]:
    return {finding.kind for finding in _found(desk)}


def _alter(desk: Path, *statements: str) -> None:
    with closing(sqlite3.connect(desk)) as conn, conn:
        for statement in statements:
            conn.execute(statement)


def _open_ticket(desk: Path, key: str = "k") -> dict[str, object]:
    line = f'{{"do": "ticket.open", "contact": "P-0101", "title": "x", "key": "{key}"}}'
    (result,) = run_batch(str(desk), [line], atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    return result


def test_a_sound_store_has_no_findings(desk: Path) -> None:
    """After an import, a change and a rebuild, neither the quick nor the full check has findings."""
    assert _open_ticket(desk)["ok"] is True
    rebuild(str(desk))
    assert _found(desk) == _found(desk, quick=True) == []


def test_a_refused_operation_changes_no_checksum(desk: Path) -> None:
    """Refused and dry-run operations do not change the checksums."""
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
def test_a_change_by_another_program_is_reported(desk: Path, statement: str, kinds: set[str]) -> None:
    """Every change by another program is found and reported with its kind."""
    _alter(desk, statement)
    assert _kinds(desk) == kinds


def test_tables_of_litestream_are_not_reported(desk: Path) -> None:
    """The tables that Litestream keeps in a database that it copies are no finding, and a backup of it is sound."""
    _alter(
        desk,
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
        "CREATE TABLE _litestream_lock (id INTEGER)",
        "INSERT INTO _litestream_seq VALUES (1, 7)",
    )
    assert _found(desk) == []
    assert _open_ticket(desk)["ok"] is True
    rebuild(str(desk))
    assert _found(desk) == []
    _alter(desk, "CREATE TABLE litestream (id INTEGER)", "INSERT INTO litestream VALUES (1)")
    assert _kinds(desk) == {"seal"}


def test_a_rebuild_that_corrects_page_by_page_keeps_the_sums(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of each page are added to the sums before the next page, and the store is sound afterwards."""
    with writing_once(str(desk)) as conn:
        for number in range(17, 24):
            conn.update("ticket", {"number": number}, {"status": "new"})
    assert _kinds(desk) == {"derived"}
    monkeypatch.setattr(rederivation, "_PAGE", 3)
    done = rebuild(str(desk))
    assert (done.differing_count, done.differing) == (7, tuple(range(17, 24)))
    assert _found(desk) == []


def test_a_finding_states_where_and_since_when(desk: Path) -> None:
    """A finding names the altered action and the time up to which the history is sound."""
    with closing(sqlite3.connect(desk)) as conn:
        (before,) = conn.execute("SELECT recorded_at FROM action WHERE ticket = 17 AND seq = 2").fetchone()
    _alter(desk, "UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 3")
    (chain,) = [finding for finding in _found(desk) if finding.kind == "chain"]
    assert (chain.where, chain.since) == ("T-017/3", before)
    assert "restore" in chain.todo


def test_an_altered_table_was_sound_at_the_last_check(desk: Path) -> None:
    """An altered table is reported with the time of the last clean check."""
    assert _found(desk) == []
    _alter(desk, "UPDATE part SET name = 'x'")
    (seal,) = [finding for finding in _found(desk) if finding.kind == "seal"]
    assert seal.since is not None


def test_an_older_copy_of_the_store_is_reported(desk: Path, kept: Path) -> None:
    """The quick check finds that the store was replaced by an older copy, and writing is refused."""
    _open_ticket(desk)
    for ending in ("", "-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    desk.write_bytes(kept.read_bytes())
    assert [finding.kind for finding in _found(desk, quick=True) if finding.grave] == ["head"]
    error = _open_ticket(desk)["error"]
    assert "has lost changes" in error["message"]  # type: ignore[index]
    assert error["exit"] == 5  # type: ignore[index]


def test_a_loss_can_be_accepted(desk: Path, kept: Path) -> None:
    """After a loss that cannot be repaired, `rebuild` with `accept` lets the desk continue with what it has."""
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


def test_a_quick_check_reads_no_rows(desk: Path) -> None:
    """The quick check compares head, checksums and counters, not rows, and the clock only if a time is given."""
    _alter(desk, "UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 2")
    assert quick_check(str(desk)) == []
    _alter(desk, "UPDATE counter SET value = 3 WHERE name = 'ticket'", "UPDATE history SET writes = writes - 1")
    assert {finding.kind for finding in quick_check(str(desk))} == {"counter", "head"}
    _alter(desk, "UPDATE action SET recorded_at = 1 << 32 WHERE ticket = 17 AND seq = 2")
    assert "clock" not in {finding.kind for finding in quick_check(str(desk))}
    assert "clock" in {finding.kind for finding in quick_check(str(desk), int(NOW.timestamp()))}


def test_a_settings_file_with_a_password_must_be_private(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check reports wide permissions of the settings file only if it contains a password."""
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


def test_a_missing_head_is_created_again(desk: Path) -> None:
    """A store without its head file works, and the check reports it until the next write creates the file."""
    Path(f"{desk}-head").unlink()
    (finding,) = _found(desk)
    assert (finding.kind, finding.grave) == ("head", False)
    _open_ticket(desk)
    assert _found(desk) == []


def test_a_head_one_change_behind_is_brought_up_to_date(desk: Path) -> None:
    """A writer that is stopped between its commit and the head file leads to no finding."""
    head = Path(f"{desk}-head")
    before = head.read_bytes()
    _open_ticket(desk)
    head.write_bytes(before)
    assert _found(desk) == []
    assert _open_ticket(desk, "other")["ok"] is True
    assert _found(desk) == []


@pytest.mark.parametrize(("behind", "kinds"), [(2, set()), (REMEMBERED, set()), (REMEMBERED + 1, {"head"})])
def test_a_head_that_is_behind_after_a_power_failure(desk: Path, behind: int, kinds: set[str]) -> None:
    """A head file that is a few changes behind is updated, one that is further behind is refused."""
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


def test_a_head_of_another_copy_is_reported(desk: Path, tmp_path: Path) -> None:
    """The head file of a copy with other changes is refused, however near its number is."""
    other = tmp_path / "other" / desk.name
    other.parent.mkdir()
    for ending in ("", "-head"):
        shutil.copy(f"{desk}{ending}", f"{other}{ending}")
    _open_ticket(other, "other")
    for number in range(3):
        _open_ticket(desk, f"own{number}")
    shutil.copy(f"{other}-head", f"{desk}-head")
    assert _kinds(desk) == {"head"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_permissions_of_the_store_are_reported(desk: Path) -> None:
    """A store that others may read is reported as a minor finding."""
    desk.chmod(0o644)
    (finding,) = _found(desk)
    assert (finding.kind, finding.grave) == ("mode", False)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_permissions_of_kept_files_are_reported(desk: Path) -> None:
    """The check also covers the permissions of the log and of copies kept by a restore or a migration."""
    others = [log_file(), *(Path(f"{desk}{ending}") for ending in (".old", ".old-wal", ".0001"))]
    for file in others:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        file.chmod(0o640)
    assert {finding.where for finding in quick_check(str(desk))} == {file.name for file in others}


def test_actions_in_the_future_are_reported(desk: Path) -> None:
    """Actions in the future are reported and do not block actions of today."""
    (finding,) = check_store(str(desk), 1_000_000)
    assert (finding.kind, finding.grave) == ("clock", False)
    ahead = RequestContext(now=datetime(2027, 11, 22, tzinfo=UTC), actor="EN1")
    now = RequestContext(now=datetime(2026, 11, 23, tzinfo=UTC), actor="EN1")
    line = '{"do": "ticket.note", "ticket": 71, "text": "x"}'
    assert [
        result["ok"] for call in (ahead, now) for result in run_batch(str(desk), [line], atomic=False, context=call)
    ]


def test_an_emptied_store_is_not_initialised_again(desk: Path) -> None:
    """An emptied store file is refused and left unchanged, not initialised as a new store."""
    from deskctl.store.sqlite.create import create_store

    for ending in ("-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    desk.write_bytes(b"")
    for step in (create_store, lambda path: check_store(path, 0)):
        with pytest.raises(StoreUnusable, match="is empty, but"):
            step(str(desk))
    assert desk.read_bytes() == b""


def test_an_unknown_trigger_is_reported_and_removed(desk: Path) -> None:
    """An unknown trigger is a grave finding that blocks writing, and `rebuild` removes it."""
    quiet = "CREATE TRIGGER quiet BEFORE INSERT ON action BEGIN SELECT RAISE(IGNORE); END"
    _alter(desk, quiet, "DROP INDEX ticket_site")
    assert {one.where: one.grave for one in _found(desk) if one.kind == "schema"} == {
        "quiet": True,
        "ticket_site": False,
    }
    line = '{"do": "ticket.note", "ticket": 71, "text": "seen"}'
    (result,) = run_batch(str(desk), [line], atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    assert "prevented a row of action from being saved" in result["error"]["message"]
    rebuild(str(desk))
    assert _found(desk) == []
