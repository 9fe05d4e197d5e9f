"""Dry runs, advice and completion answer while another program writes, and change no file of the desk."""

import io
import json
from pathlib import Path

import pytest
from another_writer import another_writer
from calling import Deskctl

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
