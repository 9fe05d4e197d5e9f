"""Candidates of shell completion, and that no shell evaluates text from a customer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import kept_rows
import pytest
from calling import Deskctl, program

from deskctl.cli.completion_candidates import complete


@pytest.fixture
def offered(demo: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return the candidates for the last word of a command line."""
    monkeypatch.setenv("DESKCTL_STORE", str(demo))

    def ask(*words: str) -> list[str]:
        return [line.partition("\t")[0] for line in complete(words)]

    return ask


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["tick"], ["ticket"]),
        (["clock", "n"], ["next"]),
        (["ticket", "list", "--ov"], ["--overdue"]),
        (["ticket", "show", "T-07"], ["T-072", "T-071", "T-070"]),
        (["visit", "arrive", "6"], ["69", "68", "6"]),
        (["visit", "arrive", ""], ["T-072", "T-001"]),
        (["ticket", "show", "t-0"], ["T-001"]),
        (["ticket", "show", "打印"], ["T-056"]),
        (["--json", "--store", "{store}", "clock", "explain", "T-02"], ["T-022"]),
        (["ticket", "list", "--owner", "E"], ["EN1", "EN2"]),
        (["ticket", "list", "--owner=E"], ["--owner=EN1"]),
        (["ticket", "list", "--owner", "=", "E"], ["EN1"]),
        (["ticket", "list", "--customer", ""], ["CUS-01"]),
        (["ticket", "list", "--status", "re"], ["resolved"]),
        (["ticket", "list", "--level", "u"], ["urgent"]),
        (["clock", "list", "--state", "o"], ["overdue"]),
        (["clock", "list", "--policy", "after"], ["after-sales", "after-sales-strict"]),
        (["calendar", "due", "--calendar", "H"], ["HOTLINE"]),
        (["visit", "request", "17", "--reason", "u"], ["user_request"]),
        (["diagnosis", "record", "17", "--told-to", "P-01"], ["P-0101", "P-0102"]),
        (["ticket", "list", "--fields", "ticket,ow"], ["ticket,owner"]),
        (["ticket", "assign", "17", "--fields", "act"], ["action"]),
        (["ticket", "list", "--sort", ""], ["due", "closed", "updated"]),
        (["ticket", "list", "--owner", "EN1,E"], ["EN1,EN2"]),
        (["ticket", "list", "--owner", "m"], ["me"]),
        (["ticket", "list", "--not-status", "new,re"], ["new,resolved"]),
        (["report", "export", "T-001", "--format", ""], ["docx", "pdf"]),
        (["month", "export", "2026-10", "--format", "x"], ["xlsx"]),
        (["ticket", "history", "T-001", "--by", ""], ["at", "seq"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["customer", "show", ""], ["CUS-01"]),
        (["customer", "retire", ""], ["CUS-01"]),
        (["faq", "review", "F"], ["FAQ-001"]),
        (["account", "show", ""], ["CA-01"]),
        (["visit", "request", ""], ["T-072"]),
        (["help", "ticket", "a"], ["assign"]),
    ],
)
def test_completion_candidates(offered: Deskctl, demo: Path, words: list[str], some: list[str]) -> None:
    """Completion proposes commands, options, tickets by number and title, reference data, values, and fields."""
    found = offered(*(word.format(store=demo) for word in words))
    assert set(some) <= set(found)  # type: ignore[call-overload]


def test_ticket_candidates_have_their_titles(demo: Path) -> None:
    """A ticket is proposed with its title beside its number."""
    shown = program("ticket", "show", "T-070", _DESKCTL_COMPLETE="words", DESKCTL_STORE=str(demo)).stdout.decode()
    assert shown == "T-070\tHIS 存储链路中断,全院停业(进行中)\n"


def test_without_a_store_nothing_is_proposed(tmp_path: Path) -> None:
    """Without a store completion proposes nothing and reports no error."""
    answer = program("ticket", "show", "T-", _DESKCTL_COMPLETE="words", DESKCTL_STORE=str(tmp_path / "none.db"))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"", b"")


def test_ticket_completion_loads_neither_typer_nor_operations(demo: Path) -> None:
    """Completing a ticket number loads neither Typer nor any module of the operations."""
    script = (
        "import sys\nfrom deskctl.__main__ import main\ntry: main()\n"
        "finally: print([n for n in sys.modules if n.startswith(('deskctl.operations.', 'typer'))], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "visit", "arrive", "T-07"],
        env={**os.environ, "_DESKCTL_COMPLETE": "words", "DESKCTL_STORE": str(demo)},
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = set(eval(done.stderr))  # noqa: S307 - a list that this test has printed
    assert not loaded


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_a_completion_script(deskctl: Deskctl, shell: str) -> None:
    """The completion script of each shell calls deskctl and evaluates nothing of the answer."""
    shown = deskctl("completion", shell).out
    assert "_DESKCTL_COMPLETE" in shown
    assert "eval" not in shown.lower().replace("evaluate", "")
    assert deskctl("completion", "csh").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_valid(deskctl: Deskctl, shell: str, tmp_path: Path) -> None:
    """Each shell that is installed accepts the syntax of its completion script."""
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell}")
    file = tmp_path / "script"
    file.write_text(deskctl("completion", shell).out, encoding="utf-8")
    assert subprocess.run([shell, "-n", file], check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_title_is_proposed_and_never_run(desk: Path, tmp_path: Path) -> None:
    """A title full of shell metacharacters is proposed as plain text and never evaluated."""
    mark = tmp_path / "run"
    nasty = f"\\$(touch {mark}) `touch {mark}` '; touch {mark}; \" | touch {mark} \x1b[31m"
    kept_rows.spoil(desk, "ticket", {"title": nasty}, number=70)
    script = (
        f'deskctl() {{ {sys.executable} -m deskctl "$@"; }}; export -f deskctl\n'
        f"source <({sys.executable} -m deskctl completion bash)\n"
        "COMP_WORDS=(deskctl ticket show T-07); COMP_CWORD=3; COMP_TYPE=63; _deskctl_completion deskctl\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "DESKCTL_STORE": str(desk)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(done.stdout.splitlines()) == 3
    assert "T-070  \\$(touch" in done.stdout
    assert "\x1b" not in done.stdout
    assert not mark.exists()
