"""Every command with junk: one JSON object on stderr, nothing on stdout, and a documented exit code."""

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
from schema_check import faults

from deskctl.cli import root
from deskctl.cli.app.options import everywhere
from deskctl.cli.output.output_shapes import commands
from deskctl.cli.reads.schema import schema_of
from deskctl.cli.stubs import commands_of_the_desk, reads
from deskctl.operations.framework import catalogue

pytestmark = pytest.mark.xdist_group("every_command")  # the tests of this group share the commands
JUNK = ("\x1b[31mjunk\n", "9" * 30, "-1", "")
MAKES_FILES = {"export", "store backup", "init"}
REPORTS_BY_LINE = {"batch"}
COMMON = {parameter.name for parameter in everywhere()} | {"note"}
NOUNS = {noun: list(names) for noun, names in groupby(sorted(commands()), lambda name: name.partition(" ")[0])}
"""The commands of each noun; a command about the whole desk is a noun by itself."""


def leaf_of(command: str) -> tuple[Any, list[str]]:
    """Return a command with the words of its example."""
    noun, _space, verb = command.partition(" ")
    leaf: Any = root.root()
    for word in command.split():
        leaf = leaf.load(None, word)
    stub = reads(noun).get(verb) if verb else commands_of_the_desk()[command]
    example = catalogue.find(noun, verb).example if stub is None else stub.example
    return leaf, [word for word in shlex.split(example)[1:] if word not in {"--json", "--jsonl"}]


def is_reported(answer: Answer) -> bool:
    """Return True if a failure was reported in the documented form."""
    given = answer.error
    return (
        answer.out == "" and given["exit"] == answer.code in {1, 2, 3, 4, 5} and not faults(given, schema_of("error"))
    )


def _some(command: str, option: str) -> str:
    """Choose one kind of junk for an option, so that over all options every kind is tried."""
    return Random(f"{command} {option}").sample(JUNK, 1)[0]  # noqa: S311 - no secret


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Change into a new folder for each command and yield it."""

    def made() -> Iterator[Path]:
        for number in count():
            folder = tmp_path / str(number)
            folder.mkdir()
            monkeypatch.chdir(folder)
            yield folder

    return made()


@pytest.mark.parametrize("noun", NOUNS)
def test_unknown_words_are_refused(act: Deskctl, folders: Iterator[Path], noun: str) -> None:
    """An unknown option or field, an invalid time and an unknown ticket are reported as errors by every command."""
    wrong = []
    for command, _place in zip(NOUNS[noun], folders, strict=False):
        _leaf, words = leaf_of(command)
        for junk in (
            ["--no-such-option"],
            ["--fields", "no_such_field"],
            ["--as-of", "nonsense"],
            ["--at", "nonsense"],
        ):
            answer = act(*words, *junk, "--dry-run", "--json") if "--at" in junk else act(*words, *junk, "--json")
            if not (is_reported(answer) or (answer.code == 4 and command == "policy check")):
                wrong.append((command, junk, answer))
        if any(re.fullmatch(r"T-\d+.*", word) for word in words):
            unknown = [re.sub(r"^T-\d+", "T-99999", word) for word in words]
            if not is_reported(answer := act(*unknown, "--json")):
                wrong.append((command, unknown, answer))
    assert wrong == []


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in MAKES_FILES])
def test_junk_values_are_refused_or_text(
    deskctl: Deskctl, demo: Path, desk: Path, folders: Iterator[Path], noun: str
) -> None:
    """Junk as the value of an option is accepted as text or reported as an error, and never crashes.

    A command without `--dry-run` is run on a copy of the desk.
    """
    wrong = []
    for command, place in zip(sorted(set(NOUNS[noun]) - MAKES_FILES), folders, strict=False):
        make_command, words = leaf_of(command)
        own = [one for one in make_command.params if one.param_type_name == "option" and not one.is_flag]
        dry = ["--dry-run"] if any(one.name == "dry_run" for one in make_command.params) else []
        store = desk if dry else shutil.copy(demo, place / "desk.db")
        once = ["--once"] if command == "watch" else []
        for option in (one.opts[0] for one in own if one.name not in COMMON):
            value = _some(command, option)
            answer = deskctl("--store", store, *words, option, value, *dry, *once, "--json")
            if not (answer.code == 0 or command in REPORTS_BY_LINE or is_reported(answer)):
                wrong.append((command, option, value, answer))
    assert wrong == []


def test_every_dry_run_is_tried_beside_a_writer() -> None:
    """The commands with `--dry-run` are the operations, tried with their examples, and those of test_cli_dry_runs."""
    having = {command for command in commands() if any("--dry-run" in one.opts for one in leaf_of(command)[0].params)}
    operations = {name.replace(".", " ") for name in catalogue.names()}
    assert having == operations | {"batch", "import", "desk update-data"}


@pytest.fixture
def no_store(tmp_path: Path) -> Path:
    """Return a file that is not a store."""
    file = tmp_path / "desk.db"
    file.write_text("no store", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "words", [["ticket", "list"], ["customer", "show", "CUS-01"], ["store", "check"], ["on-call"], ["batch"]]
)
def test_file_that_is_no_store_is_refused(deskctl: Deskctl, no_store: Path, words: list[str]) -> None:
    """A read, a check and a batch report a file that is not a store in the documented form."""
    answer = deskctl(*words, "--store", no_store, "--json")
    assert (answer.code, is_reported(answer)) == (5, True), answer


@pytest.mark.parametrize("words", [["ticket", "list"], ["ticket", "note", "1", "--text", "x"], ["init"]])
def test_folder_is_no_store(deskctl: Deskctl, tmp_path: Path, words: list[str]) -> None:
    """A folder in place of the store is refused as something else than a store, not as one with two names."""
    given = deskctl(*words, "--store", tmp_path, "--json")
    assert (given.code, given.error["code"], "not a store" in given.error["message"]) == (5, "store", True), given


@pytest.mark.parametrize("words", [["ticket", "list"], ["batch"]])
def test_junk_is_refused_by_a_process_too(no_store: Path, words: list[str]) -> None:
    """A separate process reports an unknown option and a file that is not a store in the same form."""
    for junk, code in ((["--no-such-option"], 2), (["--store", no_store], 5)):
        done = program(*words, *junk, "--json")
        shown = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert (shown.code, is_reported(shown)) == (code, True), shown
