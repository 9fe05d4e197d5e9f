"""Calls of deskctl in this process or as a separate program, and their answers."""

import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

NONE_IN_THE_DEMO = frozenset({
    "hotline", "inspection-plan", "recommendation", "evaluation", "visit", "absence", "shift", "callback", "text",
})  # fmt: skip
"""The nouns of which the demo desk has no record."""

NOW = "2026-11-22T09:30:00+08:00"


@dataclass(frozen=True)
class Answer:
    """The exit code and output of a call."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Read stdout as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Read stdout as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, Any]:
        """Read stderr as the one JSON object of an error."""
        given: dict[str, Any] = json.loads(self.err)
        return given


Deskctl: TypeAlias = Callable[..., Answer]
Opened: TypeAlias = list[tuple[str, str | None, str]]


def program(*words: object, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run deskctl as a separate program."""
    return subprocess.run(
        [sys.executable, "-m", "deskctl", *map(str, words)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )


def on_terminal(*words: object, columns: int = 120, **environment: str) -> str:
    """Run deskctl on a terminal and return what it shows."""
    import fcntl
    import pty
    import subprocess
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {**os.environ, "DESKCTL_NOW": NOW, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
    for name in {"NO_COLOR", "COLUMNS", "LINES"} - set(environment):
        env.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-m", "deskctl", *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ):
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode("utf-8")
