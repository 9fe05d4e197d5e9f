"""No command sends a terminal control sequences from a text of a customer, in any field."""

import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hostile_texts import HALF, OTHERWISE_HOSTILE, TEXTS, hostile_desk
from terminal import Terminal, harm

from deskctl.cli.error_boundary import run
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.data_files import data_file
from deskctl.operations.framework import catalogue
from deskctl.safe_text import visible

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_CODES = {0, 1, 2, 3, 4, 5}
_READS = [
    *(stub.example for stub in commands_of_the_desk().values()),
    *(stub.example for noun in nouns_with_reads() for stub in reads(noun).values()),
]
_PLACE = {
    "TERM": "xterm-256color",
    "DESKCTL_ACTOR": "EN1",
    "DESKCTL_NOW": "2026-11-22T09:30:00+08:00",
    "EDITOR": "true",
}
_WIDTHS = (80, 200, 30)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that the examples name, and set the environment of a terminal."""
    for file in data_file("policies").glob("example-english*"):
        shutil.copy(file, tmp_path / file.name.replace("example-english.toml", "policy.toml"))
    (tmp_path / "operations.jsonl").write_text('{"do": "ticket.answer", "ticket": "T-071"}\n', encoding="utf-8")
    (tmp_path / "backups").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR", "DESKCTL_LANG", "DESKCTL_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**_PLACE, "DESKCTL_STORE": str(tmp_path / "desk.db"), "XDG_DATA_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def _fresh(place: Path, made: Path) -> None:
    for file in [*place.glob("desk.*"), *place.glob("deskctl/demo*")]:
        file.unlink()
    shutil.copy(made, place / "desk.db")
    shutil.copy(made, place / "backups" / "desk-20261122T020000.db")
    shutil.copy(made.with_suffix(".jsonl"), place / "desk.jsonl")


def _calls(turn: int) -> Iterator[list[str]]:
    """Yield two calls of each command: its example with hostile values, and a call with a hostile extra argument."""
    operations = [catalogue.find(*name.split(".")).example for name in catalogue.names()]
    for number, example in enumerate([*_READS, *operations]):
        words = shlex.split(example)[1:]
        text = (*TEXTS, HALF)[(number + turn) % (len(TEXTS) + 1)].replace("\x00", "")
        yield [text if " " in word or not word.isascii() else word for word in words]
        yield [*words, text] if turn % 2 else [*words[:2], f"--{text}"]


def test_no_text_reaches_the_terminal_raw(
    place: Path, repeats: Repeats, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command prints a control sequence, a hidden mark, a flood of marks or a foreign style, nor a traceback."""
    turns, shown = repeats(1, 60), 0
    made = place / "made.db"
    with closing(Terminal()) as terminal:
        for turn in range(turns):
            monkeypatch.setenv("COLUMNS", str(_WIDTHS[turn % len(_WIDTHS)]))
            hostile_desk(made, turn)
            _fresh(place, made)
            for words in _calls(turn):
                code, given = terminal.call(partial(run, words, lambda *_: None))
                assert code in _CODES, words
                assert harm(given, for_scripts=not {"--json", "--jsonl"}.isdisjoint(words)) == [], words
                shown += 1
            made.unlink()
    every = f"{len(TEXTS)} hostile texts in every field, every command at a terminal"
    figure(every, f"{shown:,} answers: no raw control character, no crash")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with hostile texts that is made once for this file."""
    hostile_desk(made := tmp_path_factory.mktemp("hostile") / "desk.db", 7)
    return made


@pytest.mark.parametrize("command", ["ticket show T-017", "ticket list", "customer list", "search EVIL", "clock next"])
def test_a_real_terminal_shows_the_same(place: Path, hostile: Path, command: str) -> None:
    """The program, run as a separate process at a terminal, also shows no hostile text raw."""
    shutil.copy(hostile, place / "desk.db")
    words = [sys.executable, "-m", "deskctl", *command.split()]
    with closing(Terminal()) as terminal:
        end = terminal.slave
        code = subprocess.run(words, stdin=end, stdout=end, stderr=end, check=False).returncode
        shown = terminal.shown()
    assert code == 0
    assert "\x1b[1m" in shown
    assert harm(shown, for_scripts=False) == []


def test_the_check_for_harm_finds_raw_texts() -> None:
    """The check finds each text that a terminal would obey if it arrives unchanged."""
    assert {text for text in TEXTS if not harm(text, for_scripts=False)} <= set(OTHERWISE_HOSTILE)


def test_combining_marks_of_every_script_are_limited() -> None:
    """Of many combining marks upon one letter only a few are shown, for the marks of every script."""
    characters = map(chr, range(sys.maxunicode + 1))
    marks = [character for character in characters if unicodedata.category(character) in {"Mn", "Me"}]
    assert [mark for mark in marks if harm(visible(f"a{mark * 50}"), for_scripts=False)] == []
