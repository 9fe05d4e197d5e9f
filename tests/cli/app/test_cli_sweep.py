"""Every command with junk: one JSON object on stderr, nothing on stdout, an exit code that the page tells."""

import re
import shlex
import shutil
from collections.abc import Iterator
from itertools import count, groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest
from calling import Answer, Deskctl, program
from fitting import faults

from deskctl.cli import root
from deskctl.cli.app.options import everywhere
from deskctl.cli.output.output_shapes import commands
from deskctl.cli.reads.schema import schema_of
from deskctl.cli.stubs import commands_of_the_desk, reads
from deskctl.operations.framework import catalogue

JUNK = ("\x1b[31mjunk\n", "9" * 30, "-1", "")
MAKES_FILES = {"export", "store backup", "init"}
TELLS_BY_LINE = {"batch"}
COMMON = {parameter.name for parameter in everywhere()} | {"note"}
NOUNS = {noun: list(names) for noun, names in groupby(sorted(commands()), lambda name: name.partition(" ")[0])}
"""The commands of each noun; a command about the whole desk stands alone."""


def leaf_of(command: str) -> tuple[Any, list[str]]:
    """Give a command with the words of its example."""
    noun, _space, verb = command.partition(" ")
    leaf: Any = root.root()
    for word in command.split():
        leaf = leaf.load(None, word)
    stub = reads(noun).get(verb) if verb else commands_of_the_desk()[command]
    example = catalogue.find(noun, verb).example if stub is None else stub.example
    return leaf, [word for word in shlex.split(example)[1:] if word not in {"--json", "--jsonl"}]


def is_notified(answer: Answer) -> bool:
    """Tell whether a failure was told as it is to be."""
    given = answer.error
    return (
        answer.out == "" and given["exit"] == answer.code in {1, 2, 3, 4, 5} and not faults(given, schema_of("error"))
    )


def _some(command: str, option: str) -> str:
    """Choose one sort of junk for an option, another for the next: all of them meet every kind of option."""
    return Random(f"{command} {option}").sample(JUNK, 1)[0]  # noqa: S311 - no secret


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give new folders to stand in, one for each command."""

    def folders() -> Iterator[Path]:
        for number in count():
            folder = tmp_path / str(number)
            folder.mkdir()
            monkeypatch.chdir(folder)
            yield folder

    return folders()


@pytest.mark.parametrize("noun", NOUNS)
def test_words_that_no_command_knows(act: Deskctl, places: Iterator[Path], noun: str) -> None:
    """An option that there is not, a field that there is not, a moment that is none, a ticket that is none."""
    wrong = []
    for command, _place in zip(NOUNS[noun], places, strict=False):
        _leaf, words = leaf_of(command)
        for junk in (
            ["--no-such-option"],
            ["--fields", "no_such_field"],
            ["--as-of", "nonsense"],
            ["--at", "nonsense"],
        ):
            answer = act(*words, *junk, "--dry-run", "--json") if "--at" in junk else act(*words, *junk, "--json")
            if not (is_notified(answer) or (answer.code == 4 and command == "policy check")):
                wrong.append((command, junk, answer))
        if any(re.fullmatch(r"T-\d+.*", word) for word in words):
            unknown = [re.sub(r"^T-\d+", "T-99999", word) for word in words]
            if not is_notified(answer := act(*unknown, "--json")):
                wrong.append((command, unknown, answer))
    assert wrong == []


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in MAKES_FILES])
def test_values_that_no_option_takes(
    deskctl: Deskctl, demo: Path, desk: Path, places: Iterator[Path], noun: str
) -> None:
    """Signs, far too great a number, a negative one, nothing: taken as a text, or refused in words; never a fault.

    A command that takes no `--dry-run` has a desk of its own.
    """
    wrong = []
    for command, place in zip(sorted(set(NOUNS[noun]) - MAKES_FILES), places, strict=False):
        make_command, words = leaf_of(command)
        own = [one for one in make_command.params if one.param_type_name == "option" and not one.is_flag]
        dry = ["--dry-run"] if any(one.name == "dry_run" for one in make_command.params) else []
        store = desk if dry else shutil.copy(demo, place / "desk.db")
        once = ["--once"] if command == "watch" else []
        for option in (one.opts[0] for one in own if one.name not in COMMON):
            value = _some(command, option)
            answer = deskctl("--store", store, *words, option, value, *dry, *once, "--json")
            if not (answer.code == 0 or command in TELLS_BY_LINE or is_notified(answer)):
                wrong.append((command, option, value, answer))
    assert wrong == []


@pytest.mark.parametrize(
    "words", [["ticket", "list"], ["customer", "show"], ["store", "check"], ["on-call"], ["batch"]]
)
def test_the_same_through_a_process(tmp_path: Path, words: list[str]) -> None:
    """A program of its own tells a junk option, and a store that is none, as the calls above do."""
    store = tmp_path / "desk.db"
    store.write_text("no store", encoding="utf-8")
    for junk, code in (
        (["--no-such-option"], 2),
        (["--store", store, *(["CUS-01"] if words[1:] == ["show"] else [])], 5),
    ):
        done = program(*words, *junk, "--json")
        given = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert (given.code, is_notified(given)) == (code, True), given
