"""Plays a story: a sequence of commands on a separate desk, each with its actor and its time."""

import io
import json
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from story_checks import difference, matches, read_answer, refusal

from deskctl.cli.error_boundary import run
from deskctl.errors import GAP

NOW = "2026-11-23T10:00:00+08:00"
_ACTOR = "HL1"


@dataclass(frozen=True)
class Story:
    """A rule and the steps that show it; `desk` is the desk on which it begins, demo or empty."""

    id: str
    title: str
    steps: tuple[Mapping[str, Any], ...]
    desk: str = "demo"
    files: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.id


def stories(folder: Path) -> Iterator[Story]:
    """Yield the stories of a folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            keys = json.loads(line)
            steps, desk = tuple(keys["steps"]), keys.get("desk", "demo")
            yield Story(keys["id"], keys["title"], steps, desk, keys.get("files", {}))


class Player:
    """A folder with a desk on which one story is played in this process."""

    def __init__(self, folder: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._saved: dict[str, Any] = {"DIR": str(folder)}
        self._folder = folder
        self._set = monkeypatch.setenv
        self._unset = monkeypatch.delenv
        self._desk = self._install(desk, folder)

    def play(self, story: Story) -> str | None:
        """Play a story and return the first difference from what is expected, or None."""
        for name, text in story.files.items():
            (self._folder / name).write_text(text, "utf-8")
        now = NOW
        for number, step in enumerate(story.steps, 1):
            now = step.get("now", now)
            code, out, err = self.call(step, now)
            problem = difference(self._filled(step.get("expect", {})), code, out, err)
            problem = problem or (self._failed_remedy(refusal(err), step, now) if code == 1 else None)
            if problem is not None:
                return f"{story.id}, step {number}, {self._filled(step['argv'])}: {problem}"
            for name, path in step.get("save", {}).items() if code == 0 else ():
                self._saved[name] = matches(read_answer(out), path)[0]
        return None

    def _failed_remedy(self, error: Mapping[str, Any], step: Mapping[str, Any], now: str) -> str | None:
        """Follow the hint of a refusal on a copy, as the person whom it names; return the refusal of that, or None."""
        hint = error.get("hint") or ""
        if not hint.startswith("deskctl "):
            return None
        words = ["words" if word == GAP else word for word in shlex.split(hint)[1:]]
        remedy = error.get("remedy")
        who = {"actor": remedy["who"]} if remedy and remedy["who"] else {}
        argv = words[: words.index("--actor")] if "--actor" in words else words
        with self._copied():
            code, _out, err = self.call({**step, **who, "argv": argv}, now)
        return f"{hint} is refused too: {err}" if code else None

    @contextmanager
    def _copied(self) -> Iterator[None]:
        """Let commands within the block work on a copy of the desk."""
        with TemporaryDirectory(dir=self._folder) as copy:
            self._install(self._desk, Path(copy))
            yield
        self._set("DESKCTL_STORE", str(self._desk))

    def _install(self, desk: Path, folder: Path) -> Path:
        """Copy a desk into a folder and let commands work on it."""
        for file in desk.parent.glob(f"{desk.name}*"):
            shutil.copy(file, folder / file.name)
        self._set("DESKCTL_STORE", str(folder / desk.name))
        return folder / desk.name

    def call(self, step: Mapping[str, Any], now: str) -> tuple[int, str, str]:
        """Run the command of a step; return its exit code, its answer and its standard error."""
        actor = self._filled(step.get("actor", _ACTOR))
        self._set("DESKCTL_NOW", now)
        if actor is None:
            self._unset("DESKCTL_ACTOR", raising=False)
        else:
            self._set("DESKCTL_ACTOR", actor)
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _stream in range(2))
        stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(self._filled(step.get("stdin", "")).encode()))
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run([*self._filled(step["argv"]), "--json"], lambda *_: None)
        finally:
            sys.stdin = stdin
        return code, *(stream.buffer.getvalue().decode() for stream in (out, err))

    def _filled(self, value: Any) -> Any:
        """Replace placeholders with the values that earlier steps saved."""
        if isinstance(value, str):
            for name, word in self._saved.items():
                value = value.replace(f"{{{name}}}", str(word))
        elif isinstance(value, list):
            return [self._filled(each) for each in value]
        elif isinstance(value, dict):
            return {self._filled(key): self._filled(each) for key, each in value.items()}
        return value
