"""A store has one name: links to it are followed, a second hard link is refused, and every wait has a limit."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskctl.cli.error_boundary import run
from deskctl.errors import StoreUnusable
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.private_files import open_private
from deskctl.store.sqlite.files import QUEUE
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.writing.locks import lock_place
from deskctl.store.sqlite.writing.writer import writing_once
from deskctl.store.sqlite.writing.writer_queue import DRAWING
from deskctl.store.wait_limit import wait_at_most

CALL = RequestContext(now=datetime(2026, 11, 23, tzinfo=UTC), actor="EN1")


def _deskctl(*words: object) -> int:
    return run([str(word) for word in words], lambda *_: None)


@pytest.fixture
def store(desk: Path, tmp_path: Path) -> Path:
    """Return a desk in a folder of its own."""
    (tmp_path / "desks").mkdir()
    return desk.rename(tmp_path / "desks" / "desk.db")


def test_a_link_to_a_store_is_the_store(store: Path, tmp_path: Path) -> None:
    """Writes through a link and through the name itself belong to one history, and none is reported as lost."""
    link = tmp_path / "link.db"
    link.symlink_to(store)
    folder = tmp_path / "linked"
    folder.symlink_to(store.parent)
    for name in (link, store, folder / "desk.db", link, store):
        assert _deskctl("calendar", "add", "--day", "2027-01-01", "--name", "x", "--actor", "EN1", "--store", name) == 0
    assert _deskctl("store", "check", "--store", link) == 0
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith("link.db-")]


def test_a_store_with_two_hard_links_is_refused(store: Path, tmp_path: Path) -> None:
    """A store with two hard links is refused, because each name would have its own head file and queue."""
    os.link(store, tmp_path / "second.db")
    for name in (store, tmp_path / "second.db"):
        with pytest.raises(StoreUnusable) as caught:
            open_reader(str(name))
        assert caught.value.code == "store_has_two_names"
    (tmp_path / "second.db").unlink()
    open_reader(str(store)).close()


def test_an_unknown_scheme_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """An address with an unknown scheme is a usage error and not the name of a file."""
    assert _deskctl("ticket", "list", "--store", "mysql://host/desk") == 2
    assert "mysql://host/desk" in capsys.readouterr().err


def test_taking_a_queue_number_has_a_time_limit(store: Path) -> None:
    """A program that hangs while it takes its queue number does not block others for ever."""
    child = os.fork()
    if child == 0:
        lock_place(open_private(f"{store}{QUEUE}"), DRAWING)
        os.kill(os.getpid(), 19)  # SIGSTOP
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    wait_at_most(0.05)
    try:
        with pytest.raises(StoreUnusable), writing_once(str(store)):
            pass
    finally:
        wait_at_most(None)
        os.kill(child, 9)
        os.waitpid(child, 0)
    with writing_once(str(store)):
        pass


def test_an_atomic_batch_reads_its_input_before_it_locks_the_store(store: Path) -> None:
    """Other programs may write while an atomic batch still reads its input."""

    def lines() -> Iterator[str]:
        yield '{"do": "calendar.add", "day": "2027-01-01", "name": "x"}'
        wait_at_most(0.05)
        with writing_once(str(store)):
            wait_at_most(None)
        yield '{"do": "calendar.add", "day": "2027-01-02", "name": "y"}'

    results: list[dict[str, Any]] = list(run_batch(str(store), lines(), atomic=True, context=CALL))
    assert [result["ok"] for result in results] == [True, True]
