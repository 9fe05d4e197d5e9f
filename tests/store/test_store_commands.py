"""The commands that keep a store whole, as scripts call them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from deskctl.cli.error_boundary import run
from deskctl.language.i18n import use_language

Call = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def call(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call deskctl on the desk; gives the exit code, the answer, and what was said."""
    monkeypatch.setenv("DESKCTL_NOW", "2027-03-01T09:00:00+08:00")
    use_language("en")

    def called(*words: object) -> tuple[int, Any, str]:
        code = run([*map(str, words), "--store", str(desk), "--json"], lambda *_: None)
        given = capsys.readouterr()
        return code, json.loads(given.out) if given.out else None, given.err

    return called


def test_a_sound_store_is_checked_in_silence(call: Call) -> None:
    """A script gets an empty list and exit code 0, a person reads that the store is sound."""
    code, answer, reported = call("store", "check")
    assert (code, answer) == (0, [])
    assert "sound" in reported


def test_a_damaged_store_is_exit_code_five(call: Call, desk: Path) -> None:
    """Each finding is an object with what, since when and what to do."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute("UPDATE action SET note = 'x' WHERE ticket = 17 AND seq = 2")
    code, answer, _ = call("store", "check")
    assert code == 5
    assert {finding["kind"] for finding in answer} == {"seal", "chain", "index"}
    assert all(finding["what"] and finding["todo"] for finding in answer)
    code, answer, reported = call("store", "check", "--quick")
    assert (code, answer) == (0, [])
    assert "were not read" in reported


def test_backup_and_restore(call: Call, tmp_path: Path) -> None:
    """What was backed up comes back; a store that has come further only with --force."""
    assert call("store", "backup", tmp_path / "b.db")[0] == 0
    assert call("ticket", "open", "--contact", "P-0101", "--title", "x", "--actor", "HL1")[0] == 0
    code, _, reported = call("store", "restore", tmp_path / "b.db", "--actor", "LE1")
    assert code == 1
    assert "--force" in reported
    code, answer, _ = call("store", "restore", tmp_path / "b.db", "--actor", "LE1", "--force")
    assert code == 0
    assert Path(answer["old"]).exists()
    assert call("store", "check")[1] == []


def test_rebuild_and_migrate_leave_a_good_store_alone(call: Call) -> None:
    """There is nothing to put right and nothing to migrate."""
    assert call("store", "rebuild")[1]["differing"] == []
    assert call("store", "migrate")[1]["migrated"] is False


def test_a_bug_report_knows_no_customer(call: Call, desk: Path) -> None:
    """Versions, counts, findings and the log are there; no name, number or word of the desk is."""
    code, answer, _ = call("bug-report")
    assert code == 0
    assert {"deskctl", "python", "sqlite", "store", "log"} <= answer.keys()
    given = json.dumps(answer, ensure_ascii=False)
    with closing(sqlite3.connect(desk)) as conn:
        names = [
            name for table in ("customer", "contact", "site") for (name,) in conn.execute(f"SELECT name FROM {table}")
        ]
        titles = [title for (title,) in conn.execute("SELECT title FROM ticket")]
    assert not [words for words in (*names, *titles, str(Path.home())) if len(words) > 1 and words in given]
