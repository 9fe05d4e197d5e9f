"""Operations as commands: they are derived from their classes and print the ticket's row."""

import io
import json
from pathlib import Path

import pytest
from calling import Deskctl
from schema_check import misfits

from deskctl.operations.framework import catalogue
from deskctl.operations.framework.base import Field, Operation, fields_of
from deskctl.operations.framework.fields import ANSWER


def test_write_prints_the_row_with_its_action(act: Deskctl) -> None:
    """A write prints the ticket's row with the id of the recorded action."""
    row = act("visit", "arrive", "T-069", "--at", "-5m", "--actor", "EN2", "--note", "at the gate", "--json").json
    assert row["action"] == "T-069/6"
    assert (row["ticket"], row["status"]) == ("T-069", "in_progress")
    last = act("ticket", "history", 69, "--jsonl").rows[-1]
    assert (last["event"], last["actor"], last["note"]) == ("arrived", "EN2", "at the gate")
    assert last["at"] == "2026-11-22T09:25:00+08:00"


def test_fields_become_options(act: Deskctl) -> None:
    """The fields of an operation are options, and the help names their choices."""
    shown = act("visit", "request", "--help").out
    assert "--reason" in shown
    assert "user_request" in shown
    assert "Example: deskctl visit request" in shown


def test_same_key_is_one_write(act: Deskctl) -> None:
    """A second call with the same `--key` records nothing and returns the first action."""
    words = ["call", "log", "T-071", "--minutes", "3", "--key", "k1", "--json"]
    first, second = act(*words), act(*words)
    assert first.code == second.code == 0
    assert first.json["action"] == second.json["action"]


def test_dry_run_records_nothing(act: Deskctl, desk: Path) -> None:
    """A dry run reports the event and the clocks that would change, and leaves the ticket unchanged."""
    before = act("ticket", "history", 69).out
    answer = act("visit", "arrive", 69, "--dry-run", "--json").json
    assert (answer["dry_run"], answer["ticket"], answer["events"]) == (True, "T-069", ["arrived"])
    assert {(clock["milestone"], clock["after"]["state"]) for clock in answer["clocks"]} == {("arrived", "met")}
    assert act("ticket", "history", 69).out == before
    assert "record\tarrived" in act("visit", "arrive", 69, "--dry-run").out


def test_future_time_is_refused(act: Deskctl) -> None:
    """An action at a future time is refused."""
    assert act("visit", "arrive", 69, "--at", "23:00").code == 1


def test_tickets_from_stdin(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` records the operation on each ticket on stdin, given as numbers, plain lines or objects."""
    lines = ['{"ticket": "T-071", "owner": null}', "T-072\tfirst_response", "", "68"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    answer = act("ticket", "assign", "-", "--to", "EN1", "--json")
    assert answer.code == 0
    assert [(row["ticket"], row["owner"]) for row in answer.json] == [
        ("T-071", "EN1"),
        ("T-072", "EN1"),
        ("T-068", "EN1"),
    ]


def test_refusal_does_not_stop_other_tickets(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused ticket does not stop the others, and the exit code is that of the first refusal."""
    monkeypatch.setattr("sys.stdin", io.StringIO("999\nT-071\n{}\n"))
    answer = act("ticket", "assign", "-", "--to", "EN1", "--jsonl")
    assert answer.code == 3
    assert [row["ticket"] for row in answer.rows] == ["T-071"]
    assert [json.loads(line)["exit"] for line in answer.err.splitlines()] == [3, 4]


def test_time_field_accepts_words(act: Deskctl) -> None:
    """Fields that are times accept the same words as `--at`."""
    row = act(
        "ticket",
        "open",
        "--contact",
        "P-0101",
        "--title",
        "till restarts",
        "--severity",
        "general",
        "--occurred-at",
        "昨天 9:00",
        "--json",
    ).json
    assert row["ticket"] == "T-073"
    assert act("ticket", "show", 73, "--json").json["occurred_at"] == "2026-11-21T09:00:00+08:00"


@pytest.mark.xdist_group("every_command")  # the tests of this group share the commands, which are built once
def test_every_operation_has_a_command_with_help(deskctl: Deskctl) -> None:
    """Each operation is a command whose help lists its fields and has an example."""
    for name in catalogue.names():
        operation = catalogue.find(*name.split("."))
        answer = deskctl(*name.split("."), "--help")
        words = answer.out.split()
        assert (answer.code, "Example:" in words) == (0, True), name
        text = " ".join(words)
        assert [field.name for field in fields_of(operation) if _named_in_help(operation, field) not in text] == [], (
            name
        )


def _named_in_help(operation: type[Operation], field: Field) -> str:
    if field.name == operation.about:
        return field.ref.upper() if field.ref else {"text": "WORDS", "int": "N"}[field.kind]
    if field.name == operation.operand:
        return "{FILE"
    return "--yes" if field.name == ANSWER and field.kind == "bool" else f"--{field.name.replace('_', '-')}"


def test_every_noun_lists_its_verbs(deskctl: Deskctl) -> None:
    """The help of a noun lists its verbs."""
    for noun in catalogue.NOUNS:
        shown = deskctl(noun, "--help").out
        assert all(f"  {verb}" in shown for verb in catalogue.verbs(noun))


def test_help_of_an_operation_names_the_roles(deskctl: Deskctl) -> None:
    """The help names who may record the operation, and a restriction only where it applies."""
    assert "every active member of the staff" in " ".join(deskctl("ticket", "note", "--help").out.split())
    shown = " ".join(deskctl("diagnosis", "record", "--help").out.split())
    assert "Who may, by the shipped policy: developer, engineer" in shown
    assert "With --method phone: hotline technician." in shown
    withheld = "On a complaint, not the person it is about."
    assert withheld not in shown
    assert withheld in " ".join(deskctl("ticket", "edit", "--help").out.split())


@pytest.mark.parametrize("other", ["--customer-name", "--caller-name", "--phone"])
def test_known_caller_has_no_other_name(act: Deskctl, other: str) -> None:
    """`--contact` with another name or phone is refused, both options are named, and nothing is recorded."""
    refused = act("ticket", "open", "--contact", "P-0301", other, "Other", "--title", "x", "--severity", "general")
    assert (refused.code, refused.out) == (2, "")
    assert "--contact" in refused.err
    assert other in refused.err
    assert act("ticket", "show", "T-073").code == 3


def test_batch_line_with_two_callers_is_refused(act: Deskctl, tmp_path: Path) -> None:
    """A batch line with a contact and another caller's name is refused in the same way."""
    lines = tmp_path / "lines.jsonl"
    line = {"do": "ticket.open", "contact": "P-0301", "customer_name": "Other", "title": "x", "severity": "general"}
    lines.write_text(json.dumps(line), encoding="utf-8")
    (row,) = act("batch", lines, "--json").rows
    assert not row["ok"]
    assert "cannot be combined with" in row["error"]["message"]


def test_resolved_ticket_names_its_open_session(act: Deskctl) -> None:
    """Resolving a ticket with an open remote session prints the command that ends it."""
    act("remote", "consent", "T-066", "--by-contact", "P-0301", "--how", "phone", "--actor", "EN1")
    act("remote", "start", "T-066", "--actor", "EN1")
    done = act("ticket", "resolve", "T-066", "--actor", "EN1")
    assert done.code == 0, done.err
    assert "session is still open" in done.err
    assert "deskctl remote end T-066" in done.err


def test_repeated_part_request_is_noted(act: Deskctl) -> None:
    """A second request for a part is recorded with a note that names the first one."""
    again = act("part", "request", "T-066", "--part", "PT-09", "--actor", "BS1")
    assert again.code == 0, again.err
    assert all(words in again.err for words in ("PR-014", "PT-09", "1"))
    other = act("part", "request", "T-066", "--part", "PT-01", "--actor", "BS1")
    assert "earlier request" not in other.err


def test_repetition_fits_the_schema_and_can_be_selected(act: Deskctl) -> None:
    """The answer to a repeated key fits the schema, and `--fields` may select whether it is a repetition."""
    for words in (("ticket", "note", 71, "--text", "seen"), ("customer", "add", "--name", "Yuhe")):
        call = (*words, "--key", words[0], "--json")
        assert act(*call, "--fields", "repeated").json == {"repeated": False}
        again = act(*call)
        assert again.json["repeated"] is True
        assert misfits(" ".join(str(word) for word in words[:2]), again.out) == []
        assert act(*words, "--key", words[0], "--plain", "--fields", "action,repeated").out.endswith("\ttrue\n")
