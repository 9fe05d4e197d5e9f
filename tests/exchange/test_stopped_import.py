"""An import that is stopped half-way is reported by the doctor, and the next import completes it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desk_lines import Record, stream, written
from long_import import NOW, PORTION, TICKETS, count, examined, once

from deskctl.errors import BadData, StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.sqlite.backup import back_up, restore
from deskctl.store.sqlite.bulk_import.apply import settle_import
from deskctl.store.sqlite.copy_store import verify_store
from deskctl.store.sqlite.files import STAGED

_STOPPED = """
import os, signal, sys
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.bulk_import import apply

def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)

apply.AT_ONCE = int(sys.argv[4])
read_desk(sys.argv[1], sys.argv[2], **{sys.argv[3]: stop})
"""

needs_kill = pytest.mark.skipif(os.name != "posix", reason="kills a process")


@pytest.fixture(scope="module")
def killed_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the desk of an import that was killed half-way, which is made once."""
    return tmp_path_factory.mktemp("killed")


@pytest.fixture
def half(killed_desk: Path, store: str, file: Path) -> str:
    """Return a desk whose import was killed half-way."""
    if not (killed_desk / Path(store).name).exists():
        _killed(file, store, "on_saved")
        for part in Path(store).parent.glob(f"{Path(store).name}*"):
            shutil.copy(part, killed_desk)
    for part in killed_desk.iterdir():
        shutil.copy(part, Path(store).parent)
    return store


def _killed(file: Path, store: str, when: str) -> None:
    """Import in a process that is killed when it first reports its progress."""
    ended = subprocess.run([sys.executable, "-c", _STOPPED, str(file), store, when, str(PORTION)], check=False)
    assert ended.returncode < 0


@needs_kill
def test_an_import_killed_half_way_is_reported_and_finished(half: str, other_store: str, file: Path) -> None:
    """The doctor reports the progress and start of a killed import, and settling it completes the desk."""
    read_desk(file, other_store)
    (found,) = examined(half)
    assert (found.kind, found.grave, found.since is not None) == ("import", True, True)
    assert found.values == {"done": 0, "total": TICKETS}
    settle_import(half)
    assert written(half) == written(other_store)
    assert examined(half) == []
    assert not Path(half + STAGED).exists()


@needs_kill
def test_an_import_killed_half_way_can_be_repeated(half: str, file: Path, many: list[Record]) -> None:
    """Importing the same file again completes a killed import; another import of the file is then refused."""
    result = read_desk(file, half)
    assert (result.records, result.tickets) == (len(many), TICKETS)
    assert count(half) == TICKETS
    with pytest.raises(BadData):
        read_desk(file, half)
    assert examined(half) == []


@needs_kill
def test_the_next_import_finishes_the_previous_one(half: str, many: list[Record]) -> None:
    """The import of another file first applies the rest of the killed import."""
    assert read_desk(stream([{**many[-1], "id": "T-9999"}]), half).tickets == 1
    assert count(half) == TICKETS + 1


@needs_kill
def test_an_import_killed_while_reading_leaves_only_a_file(store: str, file: Path) -> None:
    """An import killed while reading changes nothing; the file that it left is reported and then removed."""
    before = Path(store).read_bytes()
    _killed(file, store, "on_progress")
    assert [finding.grave for finding in examined(store) if finding.kind == "import"] == [False]
    settle_import(store)
    assert not Path(store + STAGED).exists()
    assert Path(store).read_bytes() == before


def test_an_interrupted_import_says_how_to_continue(store: str, many: list[Record]) -> None:
    """The message after Ctrl-C half-way names the command that finishes the import."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(StoreUnusable, match="not finished") as caught:
        read_desk(stream(many), store, on_saved=once(interrupt))
    assert caught.value.hint == "deskctl init"
    assert 0 < count(store) < TICKETS
    settle_import(store)
    assert count(store) == TICKETS


def test_a_backup_is_complete(store: str, tmp_path: Path, many: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup waits for a running import, and finishes one that was stopped."""
    monkeypatch.setenv("DESKCTL_WAIT", "0")

    def stop() -> None:
        assert [finding.grave for finding in examined(store)] == [False]
        back_up(store, tmp_path / "backup.db", NOW)

    with pytest.raises(StoreUnusable, match="is running"):
        read_desk(stream(many), store, on_saved=once(stop))
    with pytest.raises(StoreUnusable, match="not finished"):
        verify_store(store)
    back_up(store, tmp_path / "backup.db", NOW)
    assert count(str(tmp_path / "backup.db")) == TICKETS


def test_a_missing_rest_is_reported_and_can_be_given_up(store: str, many: list[Record]) -> None:
    """If the file with the rest is missing, the doctor and the next import report it until the loss is accepted."""

    def stop() -> None:
        Path(store + STAGED).unlink()
        raise KeyboardInterrupt

    with pytest.raises(StoreUnusable):
        read_desk(stream(many), store, on_saved=once(stop))
    (found,) = examined(store)
    assert (found.kind, found.grave) == ("import", True)
    with pytest.raises(StoreUnusable, match="missing") as caught:
        read_desk(stream(many), store)
    assert caught.value.hint == "deskctl store rebuild --accept"
    rebuild(store, accept=True)
    settle_import(store)
    assert "import" not in {finding.kind for finding in examined(store)}


def test_a_store_replaced_meanwhile(store: str, tmp_path: Path, many: list[Record]) -> None:
    """An import stops if its store is replaced by a backup, and the rest is kept with the old store."""
    back_up(store, tmp_path / "backup.db", NOW)
    with pytest.raises(StoreUnusable, match="replaced"):
        read_desk(stream(many), store, on_saved=once(lambda: restore(tmp_path / "backup.db", store, force=True)))
    assert count(store) == 0
    assert not Path(store + STAGED).exists()
    assert Path(f"{store}.old{STAGED}").exists()
