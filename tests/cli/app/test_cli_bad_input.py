"""Bad input: closed streams, bytes that are not text, very long lines, unwritable folders.

Real processes get what depends on their streams, arguments, environment or terminal.
"""

import json
import os
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from calling import NOW, Answer, Deskctl, program
from terminal_calls import on_terminal

LONG = "x" * 2_000_000


def by_shell(line: str, store: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run deskctl with streams redirected by a shell; `@` in the line is replaced by the call of deskctl."""
    return subprocess.run(
        ["bash", "-c", line.replace("@", f"{sys.executable} -m deskctl")],
        env={**os.environ, "DESKCTL_STORE": str(store), "DESKCTL_NOW": NOW, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("@ ticket list --json >&-", 2),
        ("@ ticket assign 71 --to EN1 --json >&-", 2),
        ("@ ticket assign - --to EN1 --json <&-", 2),
        ("@ batch --json <&-", 2),
        ("@ import - --json <&-", 2),
        ("@ ticket list --json >/dev/full", 4),
        ("@ ticket show 17 --json >/dev/full", 4),
        ("@ export --json >/dev/full", 4),
        ("@ watch --once --since -1d --json >/dev/full", 4),
        ("@ watch --once --due --jsonl >/dev/full", 4),
        ("@ ticket note 71 --text seen --json >/dev/full", 6),
        ('echo \'{"do": "ticket.note", "ticket": 71, "text": "seen"}\' | @ batch --json >/dev/full', 6),
        ("@ ticket list $'\\xff\\xfe' --json", 2),
        ("@ ticket assign 71 --to EN1 --note $'\\xff' --json", 2),
        ("printf '\\xff\\n' | @ ticket assign - --to EN1 --json", 2),
        ("@ --json </dev/null", 2),
    ],
)
def test_bad_input_is_one_object_on_stderr(desk: Path, line: str, code: int) -> None:
    """With `--json`, bad input yields one object on stderr, nothing on stdout, and the documented exit code."""
    done = by_shell(line, desk)
    error = json.loads(done.stderr)
    assert (done.returncode, done.stdout, error["exit"]) == (code, b"", code)
    assert "Traceback" not in error["message"]


def test_closed_stderr(desk: Path) -> None:
    """With stderr closed an error is reported by its exit code only, and data is still printed."""
    assert by_shell("@ ticket show 999 2>&-", desk).returncode == 3
    assert b"T-066" in by_shell("@ ticket list 2>&-", desk).stdout
    assert by_shell("@ ticket assign 71 --to EN1 0<&- 2>&-", desk).returncode == 0


@pytest.mark.parametrize("stderr", ["2>/dev/full", "2> >(exec <&-)"], ids=["full", "closed-pipe"])
def test_unwritable_stderr_changes_no_outcome(desk: Path, stderr: str) -> None:
    """Errors and notes that cannot be written change neither the result nor the exit code."""
    assert by_shell(f"@ ticket show 999 --json {stderr}", desk).returncode == 3
    done = by_shell(f"@ ticket open --contact P-0101 --title x --severity catastrophic {stderr}", desk)
    assert (done.returncode, b"T-073" in done.stdout) == (0, True)
    listed = by_shell(f"@ ticket list --limit 1 {stderr}", desk)
    assert (listed.returncode, listed.stdout.count(b"\n")) == (0, 1)


def test_error_object_is_utf8_in_every_locale(desk: Path) -> None:
    """An error object is valid JSON in UTF-8 where the terminal has another encoding."""
    done = by_shell("@ ticket note 71 --text x --actor 'Café 😀' --json", desk, PYTHONIOENCODING="latin-1")
    assert (done.returncode, "Café 😀" in json.loads(done.stderr.decode("utf-8"))["message"]) == (1, True)


@pytest.fixture
def given_text(desk: Path, deskctl: Deskctl, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl in this process on a copy of the demo desk, with a text on stdin."""

    def call(text: str, *words: object) -> Answer:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode()), "utf-8"))
        return deskctl(*words, "--store", desk, "--json")

    return call


@pytest.mark.parametrize(
    ("text", "code"), [("T-07\0001\n", 2), ('{"ticket": null}\n', 2), ("[[[\n{}\n", 4)], ids=["zero", "null", "nested"]
)
def test_bad_line_is_one_object_on_stderr(given_text: Deskctl, text: str, code: int) -> None:
    """A line that is no ticket yields one object on stderr and nothing on stdout."""
    answer = given_text(text, "ticket", "assign", "-", "--to", "EN1")
    assert (answer.code, answer.out, answer.error["exit"]) == (code, "", code)


def test_page_with_its_cursor_and_a_mark_is_input(given_text: Deskctl) -> None:
    """A page that ends with its cursor, and a list with a byte order mark, name only their tickets."""
    page = '\ufeffT-071\n{"ticket": "T-072"}\n{"next": "d6b0e604d.7"}\n'
    answer = given_text(page, "ticket", "assign", "-", "--to", "EN1")
    assert (answer.code, answer.err, [row["ticket"] for row in answer.json]) == (0, "", ["T-071", "T-072"])


def test_empty_store_is_one_object_on_stderr(deskctl: Deskctl) -> None:
    """An empty address of a store and a time that is given twice yield one object on stderr and nothing on stdout."""
    answer = deskctl("ticket", "list", "--store", "", "--as-of", "9:00", "--at", "9:00", "--json")
    assert (answer.code, answer.out, answer.error["exit"]) == (2, "", 2)


@pytest.mark.parametrize(
    ("words", "text", "code"),
    [
        (["ticket", "assign", "-", "--to", "EN1"], LONG, 2),
        (["ticket", "assign", "-", "--to", "EN1"], json.dumps({"ticket": LONG}), 2),
        (["batch"], LONG, 1),
        (["batch"], json.dumps({"do": f"ticket.{LONG}", "ticket": "T-071"}), 1),
        (["import", "-"], LONG, 4),
    ],
    ids=["assign", "assign-object", "batch", "batch-object", "import"],
)
def test_very_long_line_is_refused_briefly(given_text: Deskctl, words: list[str], text: str, code: int) -> None:
    """A line of two megabytes is refused with a message of ordinary length."""
    answer = given_text(text, *words)
    assert answer.code == code
    assert 0 < len(answer.err) + len(answer.out) < 4000
    assert "Traceback" not in answer.err


def test_batch_refuses_lines_that_are_not_text(desk: Path) -> None:
    """Each line of a batch that is not text is refused, and the valid lines beside it are recorded."""
    lines = b'\xff\xfe\n{"do": "ticket.note", "ticket": "T-071"}\n\x00\n{"do": "ticket.answer", "ticket": "T-071"}\n'
    done = program("batch", "--store", desk, stdin=lines)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["ok"] for result in results if result["line"] in {1, 3}] == [False, False]
    assert results[-1]["ok"] is True


def test_plain_locale_without_home(demo: Path) -> None:
    """With LANG=C, no HOME and no user name, lists have the same bytes and a path for the settings is reported."""
    bare = {"PATH": os.environ["PATH"], "LANG": "C", "LC_ALL": "C", "DESKCTL_NOW": NOW}
    call = [sys.executable, "-m", "deskctl"]
    listed = subprocess.run(
        [*call, "ticket", "list", "--json", "--store", demo], env=bare, capture_output=True, check=True
    )
    assert listed.stdout == program("ticket", "list", "--json", "--store", demo).stdout
    assert subprocess.run([*call, "config", "path"], env=bare, capture_output=True, check=True).stdout


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_data_folder(tmp_path: Path) -> None:
    """A store in a data folder that is not writable is refused with exit code 5 and a message."""
    tmp_path.chmod(0o500)
    done = program("init", "--json", XDG_DATA_HOME=str(tmp_path))
    tmp_path.chmod(0o700)
    assert (done.returncode, json.loads(done.stderr)["error"]) == (5, "store")


def test_data_folder_that_is_a_file(tmp_path: Path) -> None:
    """A store in a data folder that is a file is refused with a message and without a traceback."""
    (tmp_path / "deskctl").write_text("a file", encoding="utf-8")
    done = program("init", "--json", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode in {4, 5}
    assert json.loads(done.stderr)["exit"] == done.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
@pytest.mark.parametrize("words", [["ticket", "list"], ["clock", "next"], ["ticket", "show", "17"], ["search", "打印"]])
def test_terminal_of_twenty_columns(demo: Path, words: list[str]) -> None:
    """A terminal of 20 columns shows fewer columns, and no line is longer than the terminal."""
    from rich.cells import cell_len

    shown = on_terminal(*words, "--store", demo, columns=20, NO_COLOR="1").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert shown.strip()
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= 20


def test_read_only_copy_can_be_read(demo: Path, tmp_path: Path, deskctl: Deskctl) -> None:
    """Reading needs no permission to write, neither to the store's file nor to its folder."""
    folder = tmp_path / "archive"
    folder.mkdir()
    store = Path(shutil.copy(demo, folder / "desk.db"))
    store.chmod(0o400)
    folder.chmod(0o500)
    answer = deskctl("ticket", "list", "--store", store, "--json")
    folder.chmod(0o700)
    assert (answer.code, len(answer.json)) == (0, 8)
