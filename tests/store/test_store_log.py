"""The log tells what befell a store, never what is in it."""

import stat
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store.log import log_file, note, note_failure
from deskctl.store.migrations.engine import engine_at, writing
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.reader import open_reader


def test_the_log_is_private_and_starts_again_when_full(tmp_path: Path) -> None:
    """The log is for its owner alone; a full one becomes the former one, and there are never more than two."""
    for _ in range(3):
        note("event")
        log_file().write_bytes(b"x" * (1 << 20))
        log_file().chmod(0o600)
    note("last")
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600
    assert log_file().read_text().endswith("last\n")
    assert len(list(log_file().parent.glob("deskctl.log*"))) == 2


def test_troubles_are_noted(tmp_path: Path) -> None:
    """A file that is no store leaves a line with SQLite's own name for it."""
    (tmp_path / "x.db").write_bytes(b"no database" * 200)
    with pytest.raises(StoreUnusable):
        open_reader(str(tmp_path / "x.db"))
    assert "trouble kind=SQLITE_NOTADB" in log_file().read_text()


def test_no_words_of_a_customer_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is noted by its kind and place; its words only where that is asked for."""
    with pytest.raises(ValueError, match="secret") as given:
        int("the customer's secret")
    note_failure(given.value)
    assert "secret" not in log_file().read_text()
    monkeypatch.setenv("DESKCTL_DEBUG", "1")
    note_failure(given.value)
    assert "secret" in log_file().read_text()


def test_an_error_quotes_no_values(desk: Path) -> None:
    """A statement that fails does not say what it was to write."""
    twice = "INSERT INTO improvement (id, text, state) VALUES ('x', ?1, 'open'), ('x', ?1, 'open')"
    with pytest.raises(Exception, match="UNIQUE") as given, writing(engine_at(str(desk))) as connection:
        connection.exec_driver_sql(twice, ("secret",))
    assert "secret" not in str(given.value)


def test_a_damaged_text_is_not_quoted(desk: Path) -> None:
    """The doctor names the table of a text that is no text, not the text."""
    with writing(engine_at(str(desk))) as connection:
        connection.exec_driver_sql("UPDATE part SET name = CAST(x'73656372657420ff' AS TEXT)")
    reported = [finding.template.format(**finding.values) for finding in check_store(str(desk), 1 << 40)]
    assert reported
    assert not any("secret" in words for words in reported)
