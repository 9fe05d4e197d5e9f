"""What scripts read: shapes, narrowing, pages."""

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


def test_a_row_of_the_list_of_tickets(ask: Deskctl) -> None:
    """A row has the fields of the contract, times with the desk's offset, seconds that remain."""
    rows = ask("ticket", "list", "--json").json
    assert [row["ticket"] for row in rows[:2]] == ["T-066", "T-070"]
    assert all(list(row) == TICKET_ROW for row in rows)
    assert rows[1]["next_due_at"] == "2026-11-22T09:47:00+08:00"
    assert (rows[1]["remaining"], rows[1]["overdue"]) == (17 * 60, False)
    assert rows[0]["overdue"] is True
    assert rows[-1]["remaining"] is None


def test_json_lines_hold_the_same_rows(ask: Deskctl) -> None:
    """One object a line, the same rows in the same order."""
    assert ask("ticket", "list", "--jsonl").rows == ask("ticket", "list", "--json").json


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_an_empty_list_is_success(ask: Deskctl, form: str) -> None:
    """Nothing found is an answer, not an error."""
    answer = ask("ticket", "list", "no such words", form)
    assert (answer.code, answer.out.strip()) == (0, "[]" if form == "--json" else "")


def test_plain_text_in_a_pipe(ask: Deskctl) -> None:
    """Without a form a pipe gets tab-separated lines without a header, the same as --plain."""
    answer = ask("ticket", "list")
    assert answer.out == ask("ticket", "list", "--plain").out
    assert [line.split("\t")[0] for line in answer.out.splitlines()][:2] == ["T-066", "T-070"]


def test_fields_are_chosen_in_order(ask: Deskctl) -> None:
    """Only the named fields, as named."""
    assert ask("ticket", "list", "--fields", "owner,ticket", "--jsonl", "--limit", 1).rows == [
        {"owner": "EN1", "ticket": "T-066"}
    ]
    assert ask("ticket", "list", "--fields", "ticket", "--limit", 1).out == "T-066\n"


@pytest.mark.parametrize("words", [["--fields"], ["--json", "--fields"]])
def test_fields_alone_lists_them(ask: Deskctl, words: list[str]) -> None:
    """The names of the fields are asked for by naming none."""
    assert "next_due_at" in ask("ticket", "list", *words).out


def test_empty_fields_are_a_usage_error(ask: Deskctl) -> None:
    """A script whose list of fields came out empty gets an error."""
    assert ask("ticket", "list", "--fields", "").code == 2


@pytest.mark.parametrize(
    "words", [["--status", "all"], ["--sort", "reported"], ["--sort", "number", "--status", "closed"]]
)
def test_pages_by_cursor(ask: Deskctl, words: list[str]) -> None:
    """The next page is told on stderr and goes on where this one ended."""
    whole = [row["ticket"] for row in ask("ticket", "list", *words, "--limit", 0, "--jsonl").rows]
    walked, after = [], []
    while True:
        page = ask("ticket", "list", *words, "--limit", 7, "--jsonl", *after)
        walked += [row["ticket"] for row in page.rows]
        if not page.err:
            break
        after = page.err.split()[-2:]
    assert walked == whole


def test_narrowing_the_list(ask: Deskctl) -> None:
    """Status, owner, overdue, due-within and words narrow the list."""

    def named(*words: str) -> list[str]:
        return [row["ticket"] for row in ask("ticket", "list", "--jsonl", *words).rows]

    assert named("--overdue") == ["T-066"]
    assert named("--owner", "none") == ["T-071"]
    assert named("--owner", "me", "--actor", "EN2") == ["T-069"]
    assert named("--due-within", "20m") == ["T-066", "T-070", "T-071"]
    assert named("--status", "duplicate") == ["T-052"]
    assert named("--status", "duplicate,closed_without_answer") == ["T-050", "T-052"]
    assert named("存储", "砚秋") == ["T-070"]


def test_the_moment_of_reading_moves(ask: Deskctl) -> None:
    """--as-of moves the moment that states are read at."""
    rows = ask("ticket", "list", "--as-of", "10:00", "--jsonl").rows
    assert [row["ticket"] for row in rows if row["overdue"]] == ["T-066", "T-070", "T-071"]
    assert ask("ticket", "list", "--as-of", "今天 10:00", "--jsonl").rows == rows


def test_a_ticket_is_named_in_three_ways(ask: Deskctl) -> None:
    """17, T-17 and T-000017 are the same ticket."""
    shown = {ask("ticket", "show", name, "--json").out for name in ("22", "T-22", "t-000022")}
    assert len(shown) == 1


def test_one_ticket_in_full(ask: Deskctl) -> None:
    """One object with fields, actions, clocks, reports, consents, visits, parts."""
    shape = ask("ticket", "show", "T-022", "--json").json
    assert list(shape)[: len(TICKET_ROW)] == TICKET_ROW
    assert {"actions", "clocks", "reports", "consents", "visits", "parts"} <= set(shape)
    assert len(shape["visits"]) == 2


def test_the_history_of_a_ticket(ask: Deskctl) -> None:
    """The actions come in order, with who did them."""
    rows = ask("ticket", "history", 22, "--jsonl").rows
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["actor_name"] == "周例"


def test_a_plain_history_marks_what_was_undone(act: Deskctl) -> None:
    """The last column names the action that undid one."""
    act("ticket", "note", 71, "--note", "the wrong ticket", "--actor", "EN1")
    noted = act("ticket", "history", 71, "--jsonl", "--by", "seq").rows[-1]["seq"]
    act("ticket", "correct", 71, "--seq", noted, "--reason", "a slip", "--actor", "EN1")
    lines = [line.split("\t") for line in act("ticket", "history", 71, "--plain").out.splitlines()]
    marked = {int(line[0]): json.loads(line[-1])["seq"] for line in lines if line[-1]}
    assert marked == {noted: noted + 1}


def test_clocks_agree_with_the_expected_ones(ask: Deskctl) -> None:
    """Every clock of the tickets that were worked out by hand reads as expected."""
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


def test_a_row_of_the_list_of_clocks(ask: Deskctl) -> None:
    """A clock has the fields of the contract, its length in seconds."""
    rows = ask("clock", "list", "T-001", "--json").json
    (arrival,) = [row for row in rows if row["clause"] == "S3-matrix-catastrophic.arrive"]
    assert list(arrival) == CLOCK_ROW
    assert (arrival["duration"], arrival["state"], arrival["calendar"]) == (3600, "met", "ALWAYS")


def test_clocks_of_open_tickets_or_of_all(ask: Deskctl) -> None:
    """Closed tickets are left out unless all are asked for."""
    some, every = (ask("clock", "list", *words, "--jsonl").rows for words in ([], ["--all"]))
    assert "T-001" not in {row["ticket"] for row in some}
    assert "T-001" in {row["ticket"] for row in every}
    assert {row["state"] for row in ask("clock", "list", "--all", "--state", "waived", "--jsonl").rows} <= {"waived"}


def test_what_breaches_next(ask: Deskctl) -> None:
    """The soonest clocks that still run, with their tickets."""
    rows = ask("clock", "next", "-n", 3, "--json").json
    assert [row["ticket"] for row in rows] == ["T-070", "T-070", "T-071"]
    assert rows[0]["remaining"] == 17 * 60


def test_who_is_on_call(ask: Deskctl) -> None:
    """The lead engineer by the roster; a gap is not found."""
    assert ask("on-call", "--json").json["staff"] == "LE1"
    gap = ask("on-call", "--at", "2026-12-07T08:30:00+08:00", "--json")
    assert (gap.code, gap.error["error"]) == (3, "not_found")


def test_policies_and_store(ask: Deskctl, demo: Path) -> None:
    """The installed policies and the store tell about themselves."""
    assert {"after-sales", "after-sales-strict"} <= {row["policy"] for row in ask("policy", "list", "--json").json}
    assert ask("store", "info", "--json").json["tables"]["ticket"] == 72


def test_reads_write_nothing(ask: Deskctl, demo: Path) -> None:
    """No read changes a byte of the store."""
    before = demo.read_bytes()
    for words in (["ticket", "list"], ["ticket", "show", 1], ["clock", "next"], ["store", "info"], ["policy", "list"]):
        assert ask(*words).code == 0
    assert demo.read_bytes() == before
    assert data_file("demo.jsonl").exists()


@pytest.mark.parametrize("name", ["17", "t-17", "T017", "Ｔ－０１７", "１７"])
def test_a_ticket_is_named_in_any_spelling(ask: Deskctl, name: str) -> None:
    """Leading zeros, letter case and full-width forms make no difference."""
    assert ask("ticket", "show", name, "--json").json["ticket"] == "T-017"
