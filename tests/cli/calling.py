"""Calls of deskctl in this process or as a separate program, and their answers."""

import json
import os
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
