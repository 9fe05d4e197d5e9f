"""Every command with junk: one JSON object on stderr, nothing on stdout, an exit code that the page tells."""

import re
import shlex
from pathlib import Path
from random import Random
from typing import Any

import pytest
from calling import Answer, Deskctl, program
from fitting import faults

from deskctl.cli.app.lazy_groups import load_command
from deskctl.cli.app.options import everywhere
from deskctl.cli.output.output_shapes import commands
from deskctl.cli.reads.schema import schema_of
from deskctl.cli.stubs import commands_of_the_desk, reads
from deskctl.cli.writes.operation_command import operation_command
from deskctl.operations.framework import catalogue

JUNK = ("\x1b[31mjunk\n", "9" * 30, "-1", "")
MAKES_FILES = {"export", "store backup", "init"}
TELLS_BY_LINE = {"batch"}


def leaf_of(command: str) -> tuple[Any, list[str]]:
    """Give a command with the words of its example."""
    noun, _space, verb = command.partition(" ")
    stub = reads(noun).get(verb) if verb else commands_of_the_desk()[command]
    if stub is not None:
        make_command, example = load_command(verb or noun, stub), stub.example
    else:
        make_command, example = operation_command(catalogue.find(noun, verb)), catalogue.find(noun, verb).example
    return make_command, [word for word in shlex.split(example)[1:] if word not in {"--json", "--jsonl"}]


def is_notified(answer: Answer) -> bool:
    """Tell whether a failure was told as it is to be."""
    given = answer.error
    return (
        answer.out == "" and given["exit"] == answer.code in {1, 2, 3, 4, 5} and not faults(given, schema_of("error"))
    )


def _some(command: str, option: str) -> list[str]:
    """Choose one sort of junk for an option, another for the next: all of them meet every kind of option."""
    return Random(f"{command} {option}").sample(JUNK, 1)  # noqa: S311 - no secret


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", list(commands()))
def test_words_that_no_command_knows(act: Deskctl, place: Path, command: str) -> None:
    """An option that there is not, a field that there is not, a moment that is none, a ticket that is none."""
    _leaf, words = leaf_of(command)
    for junk in (["--no-such-option"], ["--fields", "no_such_field"], ["--as-of", "nonsense"], ["--at", "nonsense"]):
        answer = act(*words, *junk, "--dry-run", "--json") if "--at" in junk else act(*words, *junk, "--json")
        assert is_notified(answer) or (answer.code == 4 and command == "policy check"), (junk, answer)
    if any(re.fullmatch(r"T-\d+.*", word) for word in words):
        unknown = [re.sub(r"^T-\d+", "T-99999", word) for word in words]
        assert is_notified(act(*unknown, "--json"))


@pytest.mark.parametrize("command", [name for name in commands() if name not in MAKES_FILES])
def test_values_that_no_option_takes(act: Deskctl, place: Path, command: str) -> None:
    """Signs, far too great a number, a negative one, nothing: taken as a text, or refused in words; never a fault."""
    make_command, words = leaf_of(command)
    common = {parameter.name for parameter in everywhere()} | {"note"}
    own = [one for one in make_command.params if one.param_type_name == "option" and not one.is_flag]
    dry = ["--dry-run"] if any(one.name == "dry_run" for one in make_command.params) else []
    once = ["--once"] if command == "watch" else []
    for option in (one.opts[0] for one in own if one.name not in common):
        for value in _some(command, option):
            answer = act(*words, option, value, *dry, *once, "--json")
            assert answer.code == 0 or command in TELLS_BY_LINE or is_notified(answer), (option, value, answer)


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
