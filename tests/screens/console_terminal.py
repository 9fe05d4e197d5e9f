"""The console in a real pseudo-terminal: its output as tokens, and the screen that they draw."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from terminal_screen import TerminalScreen, tokens

PATIENCE = 120
"""Seconds that a test waits for the program before it fails; long enough for a loaded machine."""

_DRAWN = re.compile("\x1b\\[[0-9;]*[mHJKABCDfGd]")


class Terminal:
    """A console that runs in its own pseudo-terminal."""

    def __init__(self, store: str, columns: int, lines: int, **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", **environment}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            env.pop(name, None)
        words = [sys.executable, "-m", "deskctl", "--store", store, "--actor", "EN1", "--lang", "en"]
        self._program = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self._screen = TerminalScreen(columns, lines)
        self._rest = b""
        self.stream = ""

    @property
    def rows(self) -> list[str]:
        """Return the lines of the screen."""
        columns, buffer = range(self._screen.columns), self._screen.buffer
        lines = (buffer[y] for y in range(self._screen.lines))
        return ["".join([line[x].data for x in columns]) for line in lines]

    @property
    def text(self) -> str:
        """Return the text of the screen."""
        return "\n".join(self.rows)

    def cell(self, x: int, y: int) -> Any:
        """Return the character in a cell; the second half of a wide character is empty."""
        return self._screen.buffer[y][x].data

    def brightness(self, x: int, y: int) -> int:
        """Return the brightness of the character in a cell, 0 to 765; text below a dialog is dimmed."""
        colour = self._screen.buffer[y][x].fg
        return sum(bytes.fromhex(colour)) if re.fullmatch("[0-9a-f]{6}", colour) else 0

    def press(self, *keys: str) -> None:
        """Type keys."""
        for key in keys:
            os.write(self._ours, key.encode())

    def see(self, holds: Callable[[], object]) -> None:
        """Let the program work until a condition holds on the screen."""
        end = monotonic() + PATIENCE
        while not holds():
            if not self._read() or monotonic() > end:
                pytest.fail(f"the condition never held:\n{self.text}\n{self.stream[-400:]!r}", pytrace=False)
            while select.select([self._ours], [], [], 0)[0] and self._read():
                pass

    def ended(self) -> int:
        """Wait until the program has ended, and return its exit code."""
        while self._read():
            pass
        return self._program.wait(PATIENCE)

    def cut(self) -> int:
        """Close the terminal line without sending a signal, and return the exit code of the program."""
        ours, self._ours = self._ours, -1
        os.close(ours)
        return self._program.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the program if it is still running."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()

    def close(self) -> None:
        """Kill the program and close the terminal."""
        self.kill()
        if self._ours >= 0:
            os.close(self._ours)

    def _read(self) -> bool:
        ready, _writing, _failed = select.select([self._ours], [], [], PATIENCE)
        try:
            part = os.read(self._ours, 1 << 16) if ready else b""
        except OSError:  # Linux reports a closed other end this way
            part = b""
        self._rest += part
        complete = _whole(self._rest)
        self._rest = self._rest[len(complete) :]
        self._take(complete.decode("utf-8"))
        return bool(part)

    def _take(self, text: str) -> None:
        self.stream += text
        for kind, part in tokens(text):
            if kind == "text" or part in "\r\n" or _DRAWN.fullmatch(part):
                self._screen.take(kind, part)


def _whole(stream: bytes) -> bytes:
    """Return the part of a stream that ends between two characters and outside an escape sequence."""
    cut = stream.rfind(b"\x1b", max(0, len(stream) - 64))
    if cut >= 0 and not re.fullmatch(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[^\[\]P_^X].*).*", stream[cut:], re.DOTALL):
        stream = stream[:cut]
    for back in range(1, 4):
        lead = stream[-back:][:1]
        if lead and lead[0] >= 0xC0:
            need = 2 if lead[0] < 0xE0 else 3 if lead[0] < 0xF0 else 4
            return stream if need == back else stream[:-back]
    return stream
