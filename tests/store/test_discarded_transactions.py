"""The private copy of a store on which a dry run of several operations works."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store.open import discarded_transaction
from deskctl.store.sqlite.files import HEAD_FILE, files_of
from deskctl.store.sqlite.writing.writer import writing_once

_DRY_RUN = """
import sys
from deskctl.store.open import discarded_transaction
with discarded_transaction(sys.argv[1]) as conn:
    conn.insert("improvement", {"id": "new", "text": "x", "state": "open"})
    print("copied", flush=True)
    sys.stdin.read()
"""


def _enlarge(desk: Path, size: int) -> None:
    with writing_once(str(desk)) as conn:
        conn.insert("blob", {"id": "large", "data": bytes(size)})


@contextmanager
def _dry_run_in_a_process(desk: Path, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a dry run that keeps its large copy in a folder, and yield its process once the copy is made."""
    words = [sys.executable, "-c", _DRY_RUN, str(desk)]
    environment = {**os.environ, "TMPDIR": str(folder), "SQLITE_TMPDIR": str(folder)}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"copied\n"
        yield process


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the open files of a process are listed on Linux only")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_nothing_remains_of_a_dry_run_that_is_ended(desk: Path, tmp_path: Path, ending: signal.Signals) -> None:
    """A dry run that is killed or interrupted leaves no temporary file, and changes no file of the store."""
    _enlarge(desk, 4 << 20)
    folder = tmp_path / "temporary"
    folder.mkdir()
    before = {file: file.read_bytes() for file in files_of(str(desk))}
    with _dry_run_in_a_process(desk, folder) as process:
        opened = [str(file.readlink()) for file in Path(f"/proc/{process.pid}/fd").iterdir()]
        assert any(file.startswith(str(folder)) for file in opened), opened
        process.send_signal(ending)
    assert process.returncode
    assert list(folder.iterdir()) == []
    assert {file: file.read_bytes() for file in before} == before


def test_a_dry_run_on_a_store_that_lost_changes_is_refused(desk: Path) -> None:
    """A store whose head file contains changes that it lost is refused by a dry run as by a write."""
    lost = desk.read_bytes()
    _enlarge(desk, 1)
    head = Path(f"{desk}{HEAD_FILE}").read_bytes()
    for file in files_of(str(desk)):
        file.unlink()
    desk.write_bytes(lost)
    Path(f"{desk}{HEAD_FILE}").write_bytes(head)
    with pytest.raises(StoreUnusable, match="has lost changes"), discarded_transaction(str(desk)):
        pytest.fail("a store that has lost changes was copied")


@pytest.mark.skipif(not os.access("/proc", os.W_OK), reason="only root may write to a folder that takes no files")
def test_a_dry_run_without_a_folder_for_its_copy(desk: Path) -> None:
    """If no file can be made in the folder of temporary files, a dry run names it, and what to do."""
    _enlarge(desk, 4 << 20)
    words = [sys.executable, "-m", "deskctl", "batch", "--dry-run", "--store", str(desk)]
    environment = {**os.environ, "SQLITE_TMPDIR": "/proc", "DESKCTL_LANG": "en", "DESKCTL_ACTOR": "EN1"}
    line = b'{"do": "ticket.note", "ticket": "T-066", "text": "x"}'
    done = subprocess.run(words, input=line, env=environment, capture_output=True, check=False)
    assert done.returncode == StoreUnusable.exit_code
    assert b"No temporary file can be made in /proc: " in done.stderr, done.stderr
    assert b"TMPDIR" in done.stderr
