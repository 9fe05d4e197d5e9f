"""The commands that check, back up, restore, rebuild and migrate a store, as scripts call them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from deskctl.cli.error_boundary import run
from deskctl.language.i18n import use_language
from deskctl.store.facts import rederivation

Call = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def call(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a function that runs deskctl on the desk and returns exit code, answer and standard error."""
    monkeypatch.setenv("DESKCTL_NOW", "2027-03-01T09:00:00+08:00")
    use_language("en")

    def called(*words: object) -> tuple[int, Any, str]:
        code = run([*map(str, words), "--store", str(desk), "--json"], lambda *_: None)
        output = capsys.readouterr()
        return code, json.loads(output.out) if output.out else None, output.err

    return called


def test_a_sound_store_has_no_findings_to_print(call: Call) -> None:
    """For a sound store a script gets an empty list and exit code 0, and a person reads that the store is sound."""
    code, answer, reported = call("store", "check")
    assert (code, answer) == (0, [])
    assert "sound" in reported


def test_a_damaged_store_is_exit_code_five(call: Call, desk: Path) -> None:
    """Each finding states what is wrong, since when and what to do."""
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
    """A backup can be restored, but over a store with later changes only with --force."""
    assert call("store", "backup", tmp_path / "b.db")[0] == 0
    assert call("ticket", "open", "--contact", "P-0101", "--title", "x", "--actor", "HL1")[0] == 0
    code, _, reported = call("store", "restore", tmp_path / "b.db", "--actor", "LE1")
    assert code == 1
    assert "--force" in reported
    code, answer, _ = call("store", "restore", tmp_path / "b.db", "--actor", "LE1", "--force")
    assert code == 0
    assert Path(answer["old"]).exists()
    assert call("store", "check")[1] == []


def test_a_rebuild_counts_the_tickets_that_differed_and_names_the_first(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild writes at most so many names that the list of a big desk needs little memory."""
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute("UPDATE ticket SET status = 'new' WHERE number IN (17, 18, 19)")
    monkeypatch.setattr(rederivation, "MOST_NAMED", 2)
    answer = call("store", "rebuild")[1]
    assert (answer["differing_count"], answer["differing"]) == (3, ["T-017", "T-018"])
    assert call("store", "rebuild")[1]["differing_count"] == 0


def test_rebuild_and_migrate_leave_a_good_store_alone(call: Call) -> None:
    """A rebuild finds no difference in a sound store, and a migration does nothing."""
    assert call("store", "rebuild")[1]["differing"] == []
    assert call("store", "migrate")[1]["migrated"] is False


def test_a_bug_report_contains_no_customer_data(call: Call, desk: Path) -> None:
    """A bug report contains versions, counts, findings and the log, but no name, number or text of the desk."""
    code, answer, _ = call("bug-report")
    assert code == 0
    assert {"deskctl", "python", "sqlite", "store", "log"} <= answer.keys()
    output = json.dumps(answer, ensure_ascii=False)
    with closing(sqlite3.connect(desk)) as conn:
        names = [
            name for table in ("customer", "contact", "site") for (name,) in conn.execute(f"SELECT name FROM {table}")
        ]
        titles = [title for (title,) in conn.execute("SELECT title FROM ticket")]
    assert not [words for words in (*names, *titles, str(Path.home())) if len(words) > 1 and words in output]
