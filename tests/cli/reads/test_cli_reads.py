"""Reads of scripts: shapes, filters and pages."""

import json
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.data_files import data_file

TICKET_ROW = [
    "ticket",
    "title",
    "customer",
    "customer_name",
    "site",
    "kind",
    "catalog",
    "channel",
    "level",
    "severity",
    "mode",
    "status",
    "owner",
    "reported_at",
    "next_due_at",
    "next_milestone",
    "next_clause",
    "remaining",
    "overdue",
    "contact",
    "contact_name",
    "last_seq",
    "updated_at",
    "closed_at",
    "external_id",
    "tags",
]
CLOCK_ROW = [
    "ticket",
    "policy",
    "clause",
    "milestone",
    "start",
    "duration",
    "calendar",
    "due",
    "stop",
    "state",
    "soft",
    "provisional",
    "opens_at",
    "late_entry",
    "reason",
]


def test_row_of_the_ticket_list(ask: Deskctl) -> None:
    """A row has the documented fields, times with the desk's offset, and the remaining seconds."""
    rows = ask("ticket", "list", "--json").json
    assert [row["ticket"] for row in rows[:2]] == ["T-066", "T-070"]
    assert all(list(row) == TICKET_ROW for row in rows)
    assert rows[1]["next_due_at"] == "2026-11-22T09:47:00+08:00"
    assert (rows[1]["remaining"], rows[1]["overdue"]) == (17 * 60, False)
    assert rows[0]["overdue"] is True
    assert rows[-1]["remaining"] is None


def test_json_lines_have_the_same_rows(ask: Deskctl) -> None:
    """`--jsonl` prints the rows of `--json` in the same order, one object a line."""
    assert ask("ticket", "list", "--jsonl").rows == ask("ticket", "list", "--json").json


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_empty_list_is_success(ask: Deskctl, form: str) -> None:
    """An empty list is printed with exit code 0."""
    answer = ask("ticket", "list", "no such words", form)
    assert (answer.code, answer.out.strip()) == (0, "[]" if form == "--json" else "")


def test_plain_lines_in_a_pipe(ask: Deskctl) -> None:
    """In a pipe the default is tab-separated lines without a header, the same as `--plain`."""
    answer = ask("ticket", "list")
    assert answer.out == ask("ticket", "list", "--plain").out
    assert [line.split("\t")[0] for line in answer.out.splitlines()][:2] == ["T-066", "T-070"]


def test_fields_are_printed_in_the_given_order(ask: Deskctl) -> None:
    """`--fields` prints only the named fields, in the given order."""
    assert ask("ticket", "list", "--fields", "owner,ticket", "--jsonl", "--limit", 1).rows == [
        {"owner": "EN1", "ticket": "T-066"}
    ]
    assert ask("ticket", "list", "--fields", "ticket", "--limit", 1).out == "T-066\n"


@pytest.mark.parametrize("words", [["--fields"], ["--json", "--fields"]])
def test_fields_without_names_lists_them(ask: Deskctl, words: list[str]) -> None:
    """`--fields` without a value lists the names of the fields."""
    assert "next_due_at" in ask("ticket", "list", *words).out


def test_empty_fields_are_a_usage_error(ask: Deskctl) -> None:
    """An empty value of `--fields`, as from a variable of a script, is a usage error."""
    assert ask("ticket", "list", "--fields", "").code == 2


@pytest.mark.parametrize(
    "words", [["--status", "all"], ["--sort", "reported"], ["--sort", "number", "--status", "closed"]]
)
def test_pages_by_cursor(ask: Deskctl, words: list[str]) -> None:
    """The cursor of the next page is printed on stderr, and the pages make the whole list."""
    whole = [row["ticket"] for row in ask("ticket", "list", *words, "--limit", 0, "--jsonl").rows]
    walked, after = [], []
    while True:
        page = ask("ticket", "list", *words, "--limit", 7, "--jsonl", *after)
        walked += [row["ticket"] for row in page.rows]
        if not page.err:
            break
        after = page.err.split()[-2:]
    assert walked == whole


def test_filters_of_the_ticket_list(ask: Deskctl) -> None:
    """Status, owner, overdue, due-within and words filter the list."""

    def named(*words: str) -> list[str]:
        return [row["ticket"] for row in ask("ticket", "list", "--jsonl", *words).rows]

    assert named("--overdue") == ["T-066"]
    assert named("--owner", "none") == ["T-071"]
    assert named("--owner", "me", "--actor", "EN2") == ["T-069"]
    assert named("--due-within", "20m") == ["T-066", "T-070", "T-071"]
    assert named("--status", "duplicate") == ["T-052"]
    assert named("--status", "duplicate,closed_without_answer") == ["T-050", "T-052"]
    assert named("存储", "砚秋") == ["T-070"]


def test_as_of_moves_the_time_of_reading(ask: Deskctl) -> None:
    """`--as-of` sets the time at which states are read."""
    rows = ask("ticket", "list", "--as-of", "10:00", "--jsonl").rows
    assert [row["ticket"] for row in rows if row["overdue"]] == ["T-066", "T-070", "T-071"]
    assert ask("ticket", "list", "--as-of", "今天 10:00", "--jsonl").rows == rows


def test_ticket_number_has_three_forms(ask: Deskctl) -> None:
    """22, T-22 and T-000022 are the same ticket."""
    shown = {ask("ticket", "show", name, "--json").out for name in ("22", "T-22", "t-000022")}
    assert len(shown) == 1


def test_ticket_is_shown_in_full(ask: Deskctl) -> None:
    """`ticket show` prints one object with fields, actions, clocks, reports, consents, visits and parts."""
    shape = ask("ticket", "show", "T-022", "--json").json
    assert list(shape)[: len(TICKET_ROW)] == TICKET_ROW
    assert {"actions", "clocks", "reports", "consents", "visits", "parts"} <= set(shape)
    assert len(shape["visits"]) == 2


def test_history_of_a_ticket(ask: Deskctl) -> None:
    """The actions of a ticket are listed in order with their actors."""
    rows = ask("ticket", "history", 22, "--jsonl").rows
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["actor_name"] == "周例"


def test_plain_history_marks_undone_actions(act: Deskctl) -> None:
    """The last column of an undone action names the action that undid it."""
    act("ticket", "note", 71, "--note", "the wrong ticket", "--actor", "EN1")
    noted = act("ticket", "history", 71, "--jsonl", "--by", "seq").rows[-1]["seq"]
    act("ticket", "correct", 71, "--seq", noted, "--reason", "a slip", "--actor", "EN1")
    lines = [line.split("\t") for line in act("ticket", "history", 71, "--plain").out.splitlines()]
    marked = {int(line[0]): json.loads(line[-1])["seq"] for line in lines if line[-1]}
    assert marked == {noted: noted + 1}


def test_clocks_match_the_expected_ones(ask: Deskctl) -> None:
    """Every clock of the tickets that were calculated by hand is listed as expected."""
    expected = Path(__file__).parents[2] / "sla" / "expected_clocks.jsonl"
    wanted = [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]
    rows = ask("clock", "list", "--all", "--jsonl").rows
    read = {(row["ticket"], row["clause"], row["start"]): row for row in rows if row["policy"] == "after-sales"}
    checked = 0
    for want in wanted:
        row = read.get((want["ticket"], want["clause"], want["start"]))
        if want.get("profile") == "milestone" and row is not None:
            assert (row["due"], row["state"]) == (want["due"], want["state"]), (row, want)
            checked += 1
    assert checked > 50


def test_row_of_the_clock_list(ask: Deskctl) -> None:
    """A clock has the documented fields, with its duration in seconds."""
    rows = ask("clock", "list", "T-001", "--json").json
    (arrival,) = [row for row in rows if row["clause"] == "S3-matrix-catastrophic.arrive"]
    assert list(arrival) == CLOCK_ROW
    assert (arrival["duration"], arrival["state"], arrival["calendar"]) == (3600, "met", "ALWAYS")


def test_clocks_of_open_or_of_all_tickets(ask: Deskctl) -> None:
    """Clocks of closed tickets are listed only with `--all`."""
    some, every = (ask("clock", "list", *words, "--jsonl").rows for words in ([], ["--all"]))
    assert "T-001" not in {row["ticket"] for row in some}
    assert "T-001" in {row["ticket"] for row in every}
    assert {row["state"] for row in ask("clock", "list", "--all", "--state", "waived", "--jsonl").rows} <= {"waived"}


def test_next_clocks_to_breach(ask: Deskctl) -> None:
    """`clock next` lists the running clocks that are due first, with their tickets."""
    rows = ask("clock", "next", "-n", 3, "--json").json
    assert [row["ticket"] for row in rows] == ["T-070", "T-070", "T-071"]
    assert rows[0]["remaining"] == 17 * 60


def test_on_call_lead(ask: Deskctl) -> None:
    """`on-call` shows the lead engineer by the roster, and a gap is not found."""
    assert ask("on-call", "--json").json["staff"] == "LE1"
    gap = ask("on-call", "--at", "2026-12-07T08:30:00+08:00", "--json")
    assert (gap.code, gap.error["error"]) == (3, "not_found")


def test_policies_and_store_information(ask: Deskctl, demo: Path) -> None:
    """The installed policies are listed, and `store info` counts the tickets."""
    assert {"after-sales", "after-sales-strict"} <= {row["policy"] for row in ask("policy", "list", "--json").json}
    assert ask("store", "info", "--json").json["tables"]["ticket"] == 72


def test_reads_write_nothing(ask: Deskctl, demo: Path) -> None:
    """A read changes no byte of the store."""
    before = demo.read_bytes()
    for words in (["ticket", "list"], ["ticket", "show", 1], ["clock", "next"], ["store", "info"], ["policy", "list"]):
        assert ask(*words).code == 0
    assert demo.read_bytes() == before
    assert data_file("demo.jsonl").exists()


@pytest.mark.parametrize("name", ["17", "t-17", "T017", "Ｔ－０１７", "１７"])
def test_ticket_number_in_any_spelling(ask: Deskctl, name: str) -> None:
    """Leading zeros, letter case and full-width forms of a ticket number make no difference."""
    assert ask("ticket", "show", name, "--json").json["ticket"] == "T-017"
