"""Dry runs, advice and completion answer while another program writes, and change no file of the desk."""

import io
import json
from pathlib import Path

import pytest
from another_writer import another_writer
from calling import Answer, Deskctl

from deskctl.data_files import data_file

QUESTIONS = {
    "batch": ["batch", "--dry-run"],
    "batch, all or nothing": ["batch", "--atomic", "--dry-run"],
    "import": ["import", data_file("demo.jsonl"), "--merge", "--dry-run"],
    "import of a table": ["import", "customers.csv", "--kind", "customer", "--dry-run"],
    "desk update-data": ["desk", "update-data", "--dry-run"],
    "advice": ["mode", "recommend", "--need", "how_to", "--asset", "A-0601"],
    "completion": ["visit", "arrive", "6"],
}
"""The questions of commands that are no operations; the dry runs of operations are tried with their examples."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_does_not_wait_for_a_writer(
    act: Deskctl, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The answer to a question is the same as without a writer, and no file of the desk is changed."""
    line = {"do": "ticket.note", "ticket": "T-071", "text": "seen", "actor": "EN1"}
    (tmp_path / "customers.csv").write_text("name\nYuhe\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def ask() -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(line).encode())))
        if name == "completion":
            monkeypatch.setenv("_DESKCTL_COMPLETE", "words")
        answer = act(*QUESTIONS[name])
        return answer.code, answer.out

    alone = ask()
    assert alone[0] == 0, alone
    with another_writer(desk):
        assert ask() == alone


def test_dry_run_of_many_tickets_shows_each(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run on the tickets of stdin shows what would be recorded on each, and records nothing."""

    def ask(*words: object) -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"T-069\nT-070\n")))
        return act("ticket", "assign", "-", "--to", "EN1", "--dry-run", *words)

    seqs = act("ticket", "show", 69, "--json", "--fields", "last_seq").json
    rows = ask("--jsonl").rows
    assert [(row["ticket"], row["events"]) for row in rows] == [("T-069", ["assigned"]), ("T-070", ["assigned"])]
    assert ask("--json").json == rows
    assert {"T-069\trecord\tassigned\t\t", "T-070\trecord\tassigned\t\t"} <= set(ask("--plain").out.splitlines())
    assert ask("--plain", "--fields", "ticket").out.split() == ["T-069", "T-070"]
    assert act("ticket", "show", 69, "--json", "--fields", "last_seq").json == seqs


def test_dry_run_of_many_drafts_says_what_would_be_saved(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run on several tickets that records no action says so for each, and names the ticket that it refuses."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"T-069\nT-999\nT-070\n")))
    answer = act("--lang", "en", "report", "write", "-", "--cause", "x", "--dry-run", "--plain")
    assert (answer.code, answer.out) == (3, "")
    assert [line.split(" would")[0] for line in answer.err.splitlines() if "T-" in line] == [
        "The draft of T-069", "There is no ticket T-999.", "The draft of T-070",
    ]  # fmt: skip


def test_forms_of_a_dry_run(act: Deskctl, tmp_path: Path) -> None:
    """A dry run writes the named workbook, and with `--fields` the fields of its object in plain text and CSV."""
    words = ("ticket", "assign", 69, "--to", "EN1", "--dry-run")
    assert act(*words, "--xlsx", tmp_path / "dry.xlsx").code == 0
    assert (tmp_path / "dry.xlsx").read_bytes()[:2] == b"PK"
    assert act(*words, "--plain", "--fields", "ticket,dry_run").out == "T-069\ttrue\n"
    assert act(*words, "--csv").out.splitlines()[:2] == ["\ufeffwhat,name,before,after", "record,assigned,,"]


def test_dry_run_with_a_used_key_says_that_nothing_would_be_recorded(act: Deskctl) -> None:
    """A dry run with a key that was used before has no events, says so to people and as `repeated` in JSON."""
    words = ("ticket", "note", 69, "--text", "seen", "--key", "k1")
    assert act(*words).code == 0
    shown = act(*words, "--dry-run", "--plain")
    assert (shown.out, shown.err) == ("", "The key k1 was used before: nothing would be recorded.\n")
    again = act(*words, "--dry-run", "--json").json
    assert (again["events"], again["repeated"]) == ([], True)
    assert "repeated" not in act(*words[:-1], "k2", "--dry-run", "--json").json
