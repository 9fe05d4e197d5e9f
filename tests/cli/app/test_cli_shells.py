"""Completion in the installed shells: the scripts are loaded and tried at a pseudo terminal."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import kept_rows
import pytest
from calling import program

if sys.platform == "win32":
    pytest.skip("no pseudo terminals", allow_module_level=True)

import fcntl
import pty
import struct
import termios

PATIENCE = 60  # seconds until a silent shell counts as failed
TITLES = ("双十一对账差异咨询", "解放路店钱箱不弹出", "HIS 存储链路中断")
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ""),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; "),
    "fish": (["fish", "--no-config", "-i"], ""),
}
TAB = "\t"
NEW_LINE = "\x15"
"""The key (Ctrl+U) that clears the typed line."""


@cache
def completion(shell: str) -> bytes:
    """Return the completion script of a shell."""
    return program("completion", shell).stdout


class Terminal:
    """A shell at a terminal: it types text and collects the output since."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._reported = b""

    @property
    def shown(self) -> str:
        """Return the output since the last typed text."""
        return self._reported.decode(errors="replace")

    def type(self, text: str) -> None:
        """Type a text."""
        self._reported = b""
        os.write(self._file, text.encode())

    def shows(self, *wanted: str) -> bool:
        """Return True if all the texts are shown within the time limit."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(one in self.shown for one in wanted):
            if select.select([self._file], [], [], 1)[0]:
                with suppress(OSError):
                    self._reported += os.read(self._file, 65536)
        return all(one in self.shown for one in wanted)


@contextmanager
def terminal(shell: str, store: Path, folder: Path) -> Iterator[Terminal]:
    """Start a shell with deskctl on its path and its completion loaded."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    words, before = STARTS[shell]
    call = folder / "deskctl"
    call.write_text(f'#!/bin/sh\nexec {sys.executable} -m deskctl "$@"\n', encoding="utf-8")
    call.chmod(0o755)
    script = folder / "script"
    script.write_bytes(completion(shell))
    root = str(Path(__file__).parents[3])
    own = {"PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": root, "DESKCTL_STORE": str(store), "TERM": "xterm"}
    own |= {"LC_ALL": "C.UTF-8", "HOME": str(folder)}
    pid, file = pty.fork()
    if pid == 0:
        os.execvpe(words[0], words, {**os.environ, **own})  # noqa: S606 - the shell itself is tested
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = Terminal(file)
    try:
        seen.type(f"{before}source {script}; echo READY''-NOW\n")
        assert seen.shows("READY-NOW"), seen.shown
        yield seen
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(file)


@pytest.mark.parametrize("shell", STARTS)
def test_typed_words_are_completed(desk: Path, tmp_path: Path, shell: str) -> None:
    """Two tabs after the start of a number show the tickets with their titles, and a unique start is completed.

    A title full of shell metacharacters is shown as plain text and never evaluated. A completed field is followed by no
    space, so that a comma and another field can follow (not tried in fish).
    """
    mark = tmp_path / "run"
    nasty = f"$(touch {mark}) `touch {mark}` (touch {mark}) '; touch {mark}; \" | touch {mark} %F{{red}} \x1b[31m"
    kept_rows.spoil(desk, "ticket", {"title": nasty}, number=68)
    with terminal(shell, desk, tmp_path) as seen:
        seen.type("deskctl ticket show T-07" + TAB + TAB)
        assert seen.shows("T-072", "T-071", "T-070", *TITLES), seen.shown
        seen.type(NEW_LINE + "deskctl ticket show T-06" + TAB + TAB)
        assert seen.shows("T-068", "T-066", "$(touch"), seen.shown
        assert "\x1b[31m" not in seen.shown.partition("$(touch")[2]
        seen.type(NEW_LINE + "deskctl clock expl" + TAB)
        assert seen.shows("explain"), seen.shown
        assert not mark.exists()
        if shell == "fish":
            return
        seen.type(NEW_LINE + "deskctl ticket list --fields ticket,ow" + TAB)
        assert seen.shows("ner"), seen.shown
        seen.type(",titl" + TAB)
        assert seen.shows(",title"), seen.shown
        seen.type(" --limit 1 --plain\n")
        assert seen.shows("护士站服务器系统盘损坏"), seen.shown


def test_fish_gets_the_same_candidates(demo: Path, tmp_path: Path) -> None:
    """Fish proposes tickets by number and title, fields after a comma, and values after an equals sign."""
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    call = tmp_path / "deskctl"
    call.write_text(f'#!/bin/sh\nexec {sys.executable} -m deskctl "$@"\n', encoding="utf-8")
    call.chmod(0o755)
    script = tmp_path / "script"
    script.write_bytes(completion("fish"))

    def offered(line: str) -> list[str]:
        done = subprocess.run(
            ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
            env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "DESKCTL_STORE": str(demo)}
            | {"PYTHONPATH": str(Path(__file__).parents[3]), "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.splitlines()

    assert offered("deskctl ticket show T-07")[-1] == "T-070\tHIS 存储链路中断,全院停业(进行中)"
    assert offered("deskctl ticket list --fields ticket,ow") == ["ticket,owner"]
    assert "--owner=EN1" in [line.partition("\t")[0] for line in offered("deskctl ticket list --owner=E")]
    assert "T-056" in [line.partition("\t")[0] for line in offered("deskctl ticket show 打印")]
