"""The options for the output are honoured or refused by every command, and never ignored."""

import json
import shlex
import shutil
from itertools import groupby
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads

READS = sorted({f"{noun} {verb}" for noun in nouns_with_reads() for verb in reads(noun)} | set(commands_of_the_desk()))
NOUNS = {noun: list(names) for noun, names in groupby(READS, lambda name: name.partition(" ")[0])}
ENDLESS = {"demo", "watch", "serve", "init"}
BOM = "\ufeff"


def example_of(command: str) -> list[str]:
    """Return the words of the example of a read, without the format."""
    noun, _space, verb = command.partition(" ")
    stub = reads(noun)[verb] if verb else commands_of_the_desk()[command]
    return [word for word in shlex.split(stub.example)[1:] if word not in {"--json", "--jsonl", "--plain"}]


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in ENDLESS])
def test_every_read_writes_the_format_or_refuses_it(
    deskctl: Deskctl, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noun: str
) -> None:
    """With `--xlsx` a command writes the workbook, with `--csv` its output is CSV; otherwise it is a usage error."""
    monkeypatch.chdir(tmp_path)
    ignored = []
    for command in NOUNS[noun]:
        store = shutil.copy(demo, tmp_path / "desk.db")
        words = ["--store", store, *example_of(command)]
        done = deskctl(*words, "--xlsx", "book.xlsx")
        if done.code == 0 and not Path("book.xlsx").exists():
            ignored.append((command, "--xlsx"))
        Path("book.xlsx").unlink(missing_ok=True)
        done = deskctl(*words, "--csv")
        if done.code == 0 and not done.out.startswith(BOM):
            ignored.append((command, "--csv"))
    assert ignored == []


@pytest.mark.parametrize("option", ["--csv", "--plain", "--xlsx=x.xlsx", "--fields=ticket"])
@pytest.mark.parametrize(
    "words",
    [
        "batch",
        "export",
        "report export T-001 -o -",
        "sheet export 10 --visit 1 -o -",
        "dispatch export",
        "import --kind customer --template",
        "schema ticket",
        "config path",
    ],
)
def test_output_that_is_no_table_refuses_its_options(ask: Deskctl, words: str, option: str, tmp_path: Path) -> None:
    """A document, a script and the result of a batch have no rows: the options for rows are refused."""
    refused = ask(*words.split(), option)
    assert (refused.code, refused.out) == (2, "")


def test_two_formats_are_refused_before_anything_is_recorded(act: Deskctl) -> None:
    """A call with two formats is a usage error, and records nothing."""
    before = act("ticket", "history", "T-071", "--json").out
    refused = act("ticket", "note", "T-071", "--text", "x", "--json", "--csv")
    assert (refused.code, json.loads(refused.err)["exit"]) == (2, 2)
    assert act("ticket", "history", "T-071", "--json").out == before
