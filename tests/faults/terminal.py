"""A terminal in which to run commands, and a check of what must not reach it."""

import os
import pty
import re
import tty
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from threading import Event, Thread

_END = b"<the end of this answer>"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_STYLE_OF_A_TEXT = "38;5;201"
_FLOOD = 6
_NEITHER_ASCII_NOR_LAID_OUT = re.compile(r"[^ -~\n\r\t]+")
_JOINERS = frozenset("\u200c\u200d")
_SIGNS_OF_NUMBERS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Characters of the same category as hidden marks, but visible."""
_HARMLESS = _JOINERS | _SIGNS_OF_NUMBERS
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_COMBINING = frozenset({"Mn", "Me"})


class _Stream(TextIOWrapper):
    """A stream that is a terminal for the program, but keeps in memory what is written to it, which is much faster."""

    def __init__(self, shown: BytesIO, terminal: int) -> None:
        super().__init__(shown, encoding="utf-8", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal


class Terminal:
    """A pseudo-terminal that keeps what is written to it."""

    def __init__(self) -> None:
        self._master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self._shown = bytearray()
        self._ended = Event()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            while given := os.read(self._master, 1 << 16):
                self._shown += given
                if self._shown.endswith(_END):
                    self._ended.set()
        except OSError:  # the other end was closed
            return

    def shown(self) -> str:
        """Return what was written since the last call."""
        os.write(self.slave, _END)
        self._ended.wait()
        text = self._shown.removesuffix(_END).decode()
        self._shown.clear()
        self._ended.clear()
        return text

    def call(self, run: Callable[[], int]) -> tuple[int, str]:
        """Call a function of this process as at this terminal; return its exit code and what it wrote."""
        shown = BytesIO()
        out, err = _Stream(shown, self.slave), _Stream(shown, self.slave)
        with redirect_stdout(out), redirect_stderr(err):
            code = run()
        return code, shown.getvalue().decode()

    def close(self) -> None:
        """Close both ends of the terminal."""
        os.close(self.slave)
        self._reader.join()
        os.close(self._master)


def harm(shown: str, *, for_scripts: bool) -> list[str]:
    """List what a terminal would obey, hide or be flooded by; line ends, tabs and the styles of deskctl are allowed.

    Output for scripts may contain any number of combining marks.
    """
    found = ["a style of a text"] if _STYLE_OF_A_TEXT in "".join(_STYLE.findall(shown)) else []
    found += ["a line overwritten"] if "\rEVIL" in shown else []
    for unusual in _NEITHER_ASCII_NOR_LAID_OUT.findall(_STYLE.sub("", shown)):
        found += _harm_of(unusual, for_scripts=for_scripts)
    return sorted(set(found))


def _harm_of(text: str, *, for_scripts: bool) -> Iterator[str]:
    marks = 0
    for character in text:
        kind = "Ll" if character in _HARMLESS else unicodedata.category(character)
        marks = marks + 1 if kind in _COMBINING else 0
        if kind in _HARMFUL:
            yield f"U+{ord(character):04X}"
        elif marks > _FLOOD and not for_scripts:
            yield f"a flood of U+{ord(character):04X}"
