"""Each recipe of docs/recipes.md runs unchanged in bash on the demo desk."""

import json
import os
import select
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

import pytest
from docs_blocks import block, environment, run

from deskctl.cli.error_boundary import run as call

NOW = "2026-11-22T09:30:00+08:00"
LATEST = "deskctl ticket list --status all --limit 0 --jsonl"
PATIENCE = 60  # seconds until a program without output counts as failed
MISSING = [name for name in ("bash", "jq") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the recipes need {' and '.join(MISSING)}")


@pytest.fixture
def place(imported_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a copy of the demo desk; it is also the home and contains a folder of programs."""
    for file in imported_demo.glob("desk.db*"):
        shutil.copy(file, tmp_path / file.name)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def program(place: Path, name: str, script: str) -> None:
    """Write a short shell program into a folder on the path."""
    file = place / "bin" / name
    file.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def desk(place: Path, script: str, now: str = NOW) -> subprocess.CompletedProcess[str]:
    """Run a script on the desk, at the demo's present time or another one."""
    return run(script, place, DESKCTL_STORE=str(place / "desk.db"), DESKCTL_NOW=now, DESKCTL_ACTOR="LE1")


def records_of(place: Path, script: str) -> list[dict[str, object]]:
    """Return the JSON Lines that a command writes; unlike a recipe it is run in this process, which is faster."""
    written = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(written):
        for name, value in {"DESKCTL_NOW": NOW, "DESKCTL_ACTOR": "LE1"}.items():
            patch.setenv(name, value)
        assert call(["--store", str(place / "desk.db"), *shlex.split(script)[1:]], no_console) == 0
    return [json.loads(line) for line in written.getvalue().splitlines()]


def no_console(_store: str, _actor: str | None, _language: str) -> None:
    """Open no console, as no command of these tests needs one."""


def test_overdue_tickets_are_mailed(place: Path) -> None:
    """The morning mail contains one line for each overdue ticket and nothing else."""
    program(place, "mail", 'printf "%s\\n" "$@" > mail.head; cat > mail.body')
    done = desk(place, block("recipe: morning"))
    assert (done.returncode, done.stderr) == (0, "")
    late = records_of(place, "deskctl ticket list --overdue --jsonl")
    body = (place / "mail.body").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in body] == [row["ticket"] for row in late] == ["T-066"]
    assert all(str(row["title"]) in line for row, line in zip(late, body, strict=True))
    assert (place / "mail.head").read_text(encoding="utf-8").splitlines()[-1] == "hotline@example.com"


def test_no_mail_if_nothing_is_overdue(place: Path) -> None:
    """No mail is sent on a morning without overdue tickets."""
    program(place, "mail", "touch mailed")
    done = desk(place, block("recipe: morning"), now="2026-09-01T00:00:00+08:00")
    assert done.returncode == 3
    assert not (place / "mailed").exists()


def test_urgent_tickets_are_assigned(place: Path) -> None:
    """Urgent tickets without an owner are assigned to EN1; the other tickets are left unchanged."""
    listing = "deskctl ticket list --owner none --jsonl"
    open_ticket = "deskctl ticket open --contact P-0101 --title {title} --severity severe --level {level} --jsonl"
    assert records_of(place, open_ticket.format(title="till", level="urgent"))
    assert records_of(place, open_ticket.format(title="question", level="routine"))
    before = records_of(place, listing)
    done = desk(place, block("recipe: assign"))
    assert done.returncode == 0, done.stderr
    urgent = {row["ticket"] for row in before if row["level"] == "urgent"}
    taken = [row for row in records_of(place, "deskctl ticket list --owner EN1 --jsonl") if row["ticket"] in urgent]
    assert len(taken) == len(urgent) >= 2
    assert {row["ticket"] for row in records_of(place, listing)} == {row["ticket"] for row in before} - urgent != set()


def test_calls_of_a_spreadsheet_are_opened(place: Path) -> None:
    """Calls are read from a CSV with quotes, Chinese, a BOM and CRLF, and a wrong row is reported by its line."""
    rows = [
        "contact,title,severity,level,channel,at",
        'P-0101,"till says ""paper out"", then restarts",severe,urgent,phone,2026-11-21 21:05',
        'P-0102,"收银机""重启"",又死机",,routine,phone,2026-11-22 09:10',
        "P-9999,nobody knows them,,routine,phone,2026-11-22 09:11",
    ]
    (place / "calls.csv").write_bytes(("\ufeff" + "\r\n".join(rows) + "\r\n").encode())
    done = desk(place, block("recipe: calls"))
    assert done.returncode == 0, done.stderr
    (refused,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (refused["line"], refused["ok"]) == (3, False)
    opened = records_of(place, LATEST)
    assert {row["title"]: row["reported_at"] for row in opened if row["ticket"] in {"T-073", "T-074"}} == {
        'till says "paper out", then restarts': "2026-11-21T21:05:00+08:00",
        '收银机"重启",又死机': "2026-11-22T09:10:00+08:00",
    }
    assert desk(place, block("recipe: calls")).returncode == 0
    assert records_of(place, LATEST) == opened


def test_customers_from_a_spreadsheet(place: Path) -> None:
    """A table creates a new customer, changes a known one, and rejects no row."""
    done = desk(place, block("recipe: table"))
    assert done.returncode == 0, done.stderr
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[:2]] == ["create", "change"]
    shape = json.loads(done.stdout[done.stdout.index("{") :])
    assert (shape["created"], shape["changed"], shape["rejected"]) == (1, 1, 0)
    assert not (place / "rejected.csv").exists()


def test_a_customer_fetches_courseware(place: Path) -> None:
    """A customer downloads the published file, and the log records the download."""
    (place / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    done = desk(place, block("recipe: courseware"))
    assert done.returncode == 0, done.stderr
    assert (place / "slides-1.pdf").read_bytes() == b"%PDF-1.7 slides"
    assert done.stdout.splitlines()[-1].split("\t") == ["fetch", "warehouse", "CR-01", "slides.pdf"]


def test_a_backup_each_night(place: Path) -> None:
    """The line of the crontab makes a backup that can be restored, and keeps fourteen backups.

    The backups of the nights between are copies.
    """
    (place / "backups").mkdir()
    schedule, command = block("recipe: backup").strip().split("  ", 1)
    assert schedule == "15 2 * * *"
    for day in (1, 15, 16):
        done = desk(place, command, now=f"2026-12-{day:02d}T02:15:00+00:00")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        for other in range(2, 15) if day == 1 else ():
            shutil.copy(place / "backups" / "desk-20261201T021500Z.db", place / "backups" / backup_of(other))
    kept = sorted(file.name for file in (place / "backups").iterdir())
    assert kept == [backup_of(day) for day in range(3, 17)]
    other = place / "other.db"
    assert records_of(place, f"deskctl store restore {place}/backups/{kept[-1]} --store {other} --jsonl")
    assert records_of(place, f"deskctl ticket show 70 --jsonl --fields ticket --store {other}") == [{"ticket": "T-070"}]


def backup_of(day: int) -> str:
    """Return the file name of the backup of a night in December."""
    return f"desk-202612{day:02d}T021500Z.db"


def wall() -> list[str]:
    """Return the lines of the recipe for a wall display: the clocks, the event stream, the program."""
    return block("recipe: wall").splitlines()


@pytest.fixture(scope="module")
def present_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a demo desk at the real present time, as a wall display shows the present."""
    file = tmp_path_factory.mktemp("present") / "desk.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DESKCTL_NOW")
        assert call(["demo", "--no-console", "--store", str(file)], no_console) == 0
    return file


@pytest.fixture
def present(present_demo: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the demo desk at the real present time."""
    for file in present_demo.parent.glob("desk.db*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


@contextmanager
def started(place: Path, line: str, stdout: int) -> Iterator[None]:
    """Run a line of the wall display at the real present time, and end its processes afterwards."""
    process = subprocess.Popen(
        ["bash", "-c", line],
        cwd=place,
        env=environment(DESKCTL_STORE=str(place / "desk.db"), TERM="xterm", COLUMNS="120", LINES="40"),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def arrives(file: int, wanted: bytes, nudge: list[str], place: Path) -> bool:
    """Return whether the wanted bytes arrive within the time limit; the scripts of `nudge` are repeated meanwhile."""
    reported, end = b"", time.monotonic() + PATIENCE
    while wanted not in reported and time.monotonic() < end:
        for script in nudge:
            run(script, place, DESKCTL_STORE=str(place / "desk.db"), DESKCTL_ACTOR="EN1")
        if select.select([file], [], [], 1)[0]:
            with suppress(OSError):
                reported += os.read(file, 65536)
    return wanted in reported


@pytest.mark.skipif(shutil.which("watch") is None, reason="watch is not installed")
def test_the_clocks_on_the_wall(present: Path) -> None:
    """`watch` shows the table of the clocks that are due next."""
    import pty

    screen, terminal = pty.openpty()
    with started(present, wall()[0], terminal):
        assert arrives(screen, b"T-070", [], present)
    os.close(terminal)
    os.close(screen)


@pytest.mark.parametrize("line", [1, 2])
def test_a_step_is_shown_on_the_wall(present: Path, line: int) -> None:
    """A note that is recorded meanwhile is printed as a line, or passed to the given program."""
    bell = present / "ring-the-bell"
    bell.write_text("#!/bin/bash\njq -r '\"\\(.ticket)  \\(.what)\"'\n", encoding="utf-8")
    bell.chmod(0o755)
    reading, writing = os.pipe()
    with started(present, wall()[line], writing):
        os.close(writing)
        assert arrives(reading, b"T-071  contact", ["deskctl ticket note 71 --note seen"], present)
    os.close(reading)
