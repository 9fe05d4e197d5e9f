"""deskctl in pipes: with `head`, loops, jq and the recipes of the page, and with a store that others use."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import kept_rows
import pytest
from calling import Deskctl, program
from kept_rows import more_tickets

PAGE = Path(__file__).parents[3] / "docs" / "cli.md"
NEEDS_SHELL = pytest.mark.skipif(not shutil.which("bash") or not shutil.which("jq"), reason="no bash or no jq")


def shell(script: str, store: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script that calls deskctl as at a prompt."""
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    call = bin_ / "deskctl"
    call.write_text(f'#!/bin/sh\nexec {sys.executable} -m deskctl "$@"\n', encoding="utf-8")
    call.chmod(0o755)
    root = str(Path(__file__).parents[3])
    path = {"PATH": f"{bin_}:{os.environ['PATH']}", "PYTHONPATH": root}
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{script}"],
        env={**os.environ, **path, "DESKCTL_STORE": str(store), "LC_ALL": "C.UTF-8"},
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@NEEDS_SHELL
def test_head_ends_a_list_quietly(demo: Path, tmp_path: Path) -> None:
    """When `head` closes the pipe early, a list ends without an error, even under pipefail."""
    for form in ("--plain", "--jsonl", "--json"):
        done = shell(f"deskctl ticket list --status all --limit 0 {form} | head -1", demo, tmp_path)
        assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


@NEEDS_SHELL
def test_batch_with_a_closed_pipe_fails(desk: Path, tmp_path: Path) -> None:
    """A batch whose reader closes the pipe fails, as the answer of a recorded action was lost."""
    note = json.dumps({"do": "ticket.note", "ticket": "T-071", "text": "x"})
    (tmp_path / "notes.jsonl").write_text(f"{note}\n" * 20, encoding="utf-8")
    done = shell("deskctl batch notes.jsonl | true", desk, tmp_path)
    assert done.returncode == 6
    assert "recorded" in done.stderr


@NEEDS_SHELL
def test_stdin_of_a_loop_is_not_consumed(desk: Path, tmp_path: Path) -> None:
    """A command inside a `while read` loop does not read the loop's lines, neither reads nor writes."""
    script = (
        "printf 'T-071\\nT-072\\n' | while read -r t; do"
        " deskctl ticket show $t --json | jq -r .ticket; deskctl ticket note $t --note seen > out; done"
    )
    done = shell(script, desk, tmp_path)
    assert (done.stdout.split(), done.stderr) == (["T-071", "T-072"], "")


@NEEDS_SHELL
def test_recipes_of_the_page(desk: Path, tmp_path: Path) -> None:
    """The recipes under Pipes in docs/cli.md run as printed."""
    (recipes,) = re.findall(r"## Pipes\n.*?```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    lines = recipes.strip().splitlines()
    assert len(lines) == 6
    for line in lines:
        done = shell(line, desk, tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), line


def test_json_array_is_accepted_as_input(act: Deskctl, desk: Path) -> None:
    """The array that `--json` writes can be piped into an operation like JSON Lines."""
    listed = act("ticket", "list", "--owner", "none", "--json").out
    done = program("ticket", "assign", "-", "--to", "EN1", "--jsonl", "--store", desk, stdin=listed)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(json.loads(listed)) > 0


def test_many_tickets_in_one_call(ask: Deskctl, demo: Path) -> None:
    """`ticket show -` shows every ticket of a piped list; a missing ticket is reported and does not stop the others."""
    listed = ask("ticket", "list", "--jsonl").out
    shown = program("ticket", "show", "-", "--jsonl", "--store", demo, stdin=listed).stdout
    rows = [json.loads(line) for line in shown.splitlines()]
    assert [row["ticket"] for row in rows] == [json.loads(line)["ticket"] for line in listed.splitlines()]
    assert all(row["actions"] for row in rows)
    done = program("ticket", "show", "-", "--json", "--fields", "ticket", "--store", demo, stdin="17\nT-999\n18\n")
    assert (done.returncode, json.loads(done.stdout)) == (3, [{"ticket": "T-017"}, {"ticket": "T-018"}])
    assert json.loads(done.stderr)["error"] == "not_found"


def test_each_ticket_of_many_is_reported_at_once(desk: Path) -> None:
    """The row of each recorded operation is written at once, and not after the last line is read."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "deskctl", "ticket", "assign", "-", "--to", "EN1", "--jsonl", "--store", desk],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"T-071\nT-072\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["ticket"] == "T-071"
        process.stdin.close()
        process.wait(timeout=20)


def test_empty_list_fails_on_request(ask: Deskctl) -> None:
    """An empty list is success unless `--fail-empty` is given."""
    assert ask("ticket", "list", "no such words", "--json").code == 0
    answer = ask("ticket", "list", "no such words", "--fail-empty", "--json")
    assert (answer.code, answer.out, answer.error["error"]) == (3, "", "not_found")
    assert ask("--fail-empty", "ticket", "list", "--limit", "0").code == 0


def test_waiting_for_a_store(act: Deskctl, desk: Path) -> None:
    """`--wait` limits the wait for a store in use, and an invalid limit is a usage error."""
    with kept_rows.held(desk):
        begin = time.monotonic()
        answer = act("ticket", "assign", 71, "--to", "EN1", "--wait", "0.3", "--json")
        assert (answer.code, answer.error["error"]) == (5, "store")
        assert time.monotonic() - begin < 5
    assert act("ticket", "assign", 71, "--to", "EN1", "--wait", "5").code == 0
    for limit in ("soon", "-1", "nan"):
        assert act("ticket", "list", "--wait", limit, "--json").code == 2


def test_long_list_uses_constant_memory(desk: Path) -> None:
    """A long list is written row by row, so that its memory does not grow with the rows.

    The list is started by a shell, as a process inherits the memory peak of its parent, and a test needs more.
    """
    lister = (
        "import resource, sys\nfrom deskctl.__main__ import main\ntry: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )

    def peak() -> int:
        words = ["ticket", "list", "--status", "all", "--limit", "0", "--jsonl", "--store", str(desk)]
        call = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", lister, *words]
        return int(subprocess.run(call, capture_output=True, check=True).stderr)

    small = peak()
    with closing(sqlite3.connect(desk)) as conn, conn:
        more_tickets(conn, range(1000, 9001), lambda _number: 17)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    assert peak() - small < 5 * unit
