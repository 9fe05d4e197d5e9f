"""The log records what happened to a store, never what it contains."""

import stat
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store.log import log_file, note, note_failure
from deskctl.store.migrations.engine import engine_at, writing
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.reader import open_reader


def test_the_log_is_private_and_starts_again_when_full(tmp_path: Path) -> None:
    """The log is private, and a full log replaces the previous one, so that at most two exist."""
    for _ in range(3):
        note("event")
        log_file().write_bytes(b"x" * (1 << 20))
        log_file().chmod(0o600)
    note("last")
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600
    assert log_file().read_text().endswith("last\n")
    assert len(list(log_file().parent.glob("deskctl.log*"))) == 2


def test_store_errors_are_logged(tmp_path: Path) -> None:
    """A file that is no store is logged with SQLite's name of the error."""
    (tmp_path / "x.db").write_bytes(b"no database" * 200)
    with pytest.raises(StoreUnusable):
        open_reader(str(tmp_path / "x.db"))
    assert "trouble kind=SQLITE_NOTADB" in log_file().read_text()


def test_no_text_of_a_customer_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure is logged by its kind and place, and its message only in debug mode."""
    with pytest.raises(ValueError, match="secret") as caught:
        int("the customer's secret")
    note_failure(caught.value)
    assert "secret" not in log_file().read_text()
    monkeypatch.setenv("DESKCTL_DEBUG", "1")
    note_failure(caught.value)
    assert "secret" in log_file().read_text()


def test_an_error_message_quotes_no_values(desk: Path) -> None:
    """The error of a failed statement does not quote the values that it was to write."""
    twice = "INSERT INTO improvement (id, text, state) VALUES ('x', ?1, 'open'), ('x', ?1, 'open')"
    with pytest.raises(Exception, match="UNIQUE") as caught, writing(engine_at(str(desk))) as connection:
        connection.exec_driver_sql(twice, ("secret",))
    assert "secret" not in str(caught.value)


def test_a_damaged_text_is_not_quoted(desk: Path) -> None:
    """The check names the table of a damaged text, not the text."""
    with writing(engine_at(str(desk))) as connection:
        connection.exec_driver_sql("UPDATE part SET name = CAST(x'73656372657420ff' AS TEXT)")
    reported = [finding.template.format(**finding.values) for finding in check_store(str(desk), 1 << 40)]
    assert reported
    assert not any("secret" in words for words in reported)
