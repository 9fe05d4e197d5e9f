"""Calendars, policies and the totals of the clocks."""

import json
import shutil
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.data_files import data_file


def test_due_time_of_open_hours(ask: Deskctl) -> None:
    """Four hours of the hotline from a Friday evening end on Saturday at noon."""
    words = ["--calendar", "hotline", "--from", "2026-11-20T21:45+08:00", "--for", "4h", "--json"]
    assert ask("calendar", "due", *words).json == {"due": "2026-11-21T12:15:00+08:00", "provisional": False}


def test_elapsed_open_time(ask: Deskctl) -> None:
    """The open time from Friday to Monday leaves out the weekend; an end before the start is refused."""
    words = ["--from", "2026-11-20T09:00+08:00", "--to", "2026-11-23T10:00+08:00", "--json"]
    assert ask("calendar", "elapsed", "--calendar", "REMOTE", *words).json == {"seconds": 45000}
    words[1], words[3] = words[3], words[1]
    assert ask("calendar", "elapsed", "--calendar", "REMOTE", *words).error["error"] == "usage"


def test_days_of_a_month(ask: Deskctl) -> None:
    """The month lists each day with its hours; holidays are closed and named, and make-up workdays are open."""
    rows = ask("calendar", "show", "--calendar", "ROUTINE", "--month", "2026-10", "--json").json
    days = {row["date"]: row for row in rows}
    assert len(rows) == 31
    assert (days["2026-10-01"]["hours"], days["2026-10-01"]["name"]) == ([], "国庆节")
    assert days["2026-10-10"]["hours"] == ["09:00-17:30"]


def test_unpublished_year_is_provisional(ask: Deskctl) -> None:
    """A due time in a year without published holidays is marked as provisional."""
    words = ["--calendar", "WORKDAY", "--from", "2031-01-06T09:00+08:00", "--for", "8h", "--json"]
    assert ask("calendar", "due", *words).json["provisional"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["due", "--calendar", "NOPE", "--from", "9:00", "--for", "1h"], 3),
        (["due", "--calendar", "HOTLINE", "--from", "9:00", "--for", "soon"], 2),
        (["show", "--month", "November"], 2),
    ],
)
def test_calendar_refusals(ask: Deskctl, words: list[str], code: int) -> None:
    """An unknown calendar is not found, and an invalid duration or month is a usage error."""
    assert ask("calendar", *words, "--json").code == code


def test_policy_is_shown_with_its_targets(ask: Deskctl) -> None:
    """A policy is shown with clause, milestone, length and start of each target, and as JSON with its source."""
    shape = ask("policy", "show", "--json").json
    targets = {target["clause"]: target for target in shape["targets"]}
    arrive = targets["S3-matrix-severe.arrive"]
    assert (shape["policy"], shape["source"]["id"]) == ("after-sales", "after-sales")
    assert (arrive["milestone"], arrive["length"], arrive["seconds"], arrive["start"]) == (
        "arrived",
        "2 h",
        7200,
        "call",
    )
    assert "S3-matrix-severe.arrive\tarrived\t2 h" in ask("policy", "show", "after-sales-strict").out
    assert ask("policy", "show", "none-such", "--json").code == 3


def _policy(folder: Path) -> Path:
    for name in ("example-english.toml", "example-english.clauses.jsonl"):
        shutil.copy(data_file("policies", name), folder)
    return folder / "example-english.toml"


def test_valid_policy_is_installed_once(act: Deskctl, tmp_path: Path) -> None:
    """A firm's own policy is installed on the desk, and installing it again changes nothing."""
    file = _policy(tmp_path)
    text = file.read_text(encoding="utf-8").replace('id = "example-english"', 'id = "our-own"')
    file.write_text(text, encoding="utf-8")
    assert act("policy", "check", file, "--json").json == []
    first = act("policy", "install", file, "--json").json
    assert (first["policy"], first["installed"]) == ("our-own", True)
    assert act("policy", "install", file, "--json").json["installed"] is False
    assert "our-own" in {row["policy"] for row in act("policy", "list", "--jsonl").rows}


def test_policy_with_mistakes_is_not_installed(act: Deskctl, tmp_path: Path) -> None:
    """Every mistake of a policy file is listed, and the file is not installed."""
    file = _policy(tmp_path)
    text = file.read_text(encoding="utf-8").replace('id = "example-english"', 'id = "our-own"\ncolour = "blue"')
    file.write_text(text, encoding="utf-8")
    answer = act("policy", "check", file, "--json")
    assert (answer.code, [row["key"] for row in answer.json]) == (4, ["colour"])
    refused = act("policy", "install", file, "--json")
    assert (refused.code, refused.error["field"]) == (4, "colour")
    assert "our-own" not in act("policy", "list").out
    assert act("policy", "check", tmp_path / "none.toml", "--json").code == 3


def test_clocks_under_another_policy(ask: Deskctl) -> None:
    """`clock list --policy` derives the clocks under the other policy, for all tickets or for one."""
    expected = [
        json.loads(line)
        for line in (Path(__file__).parents[2] / "sla" / "expected_clocks.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    ]
    strict = {row["ticket"] for row in expected if row.get("profile") == "strict"}
    rows = ask("clock", "list", "--all", "--policy", "after-sales-strict", "--jsonl").rows
    assert {row["policy"] for row in rows} == {"after-sales-strict"}
    assert strict <= {row["ticket"] for row in rows}
    one = ask("clock", "list", 22, "--policy", "after-sales-strict", "--jsonl").rows
    assert one == [row for row in rows if row["ticket"] == "T-022"]
    assert len(ask("clock", "list", "--policy", "after-sales-strict", "--jsonl").rows) < len(rows)
    assert ask("clock", "list", "--policy", "none-such").code == 3


def test_clock_is_explained(ask: Deskctl) -> None:
    """An explained clock has its start, each stretch of open time, and the due time, as text and as JSON."""
    shown = ask("clock", "explain", "T-022", "S3-matrix-severe.arrive").out
    assert "due       2026-10-13 11:05" in shown
    (shape,) = ask("clock", "explain", 22, "S3-matrix-severe.arrive", "--json").json
    assert shape["due"] == "2026-10-13T11:05:00+08:00"
    assert sum(part["seconds"] for part in shape["stretches"]) == shape["duration"] == 7200
    header, row = ask(
        "clock", "explain", 22, "S3-matrix-severe.arrive", "--csv", "--fields", "clause,due"
    ).out.splitlines()
    assert (header, row) == ("\ufeffclause,due", f"{shape['clause']},{shape['due']}")
    assert ask("clock", "explain", 22, "nothing", "--json").code == 3


@pytest.mark.parametrize("by", ["clause", "level", "customer", "engineer"])
def test_attainment_is_the_same_by_every_grouping(ask: Deskctl, by: str) -> None:
    """The totals of missed clocks are the same for every grouping of the report."""
    rows = ask("clock", "report", "--by", by, "--json").json
    clocks = ask("clock", "report", "--by", "clause", "--json").json
    assert sum(row["missed"] for row in rows) == sum(row["missed"] for row in clocks)
    assert all(row["rate"] is None or 0 <= row["rate"] <= 1 for row in rows)


def test_each_miss_names_delay_and_holders(ask: Deskctl) -> None:
    """Each miss is listed with its delay and with who had the ticket in each stretch."""
    rows = ask("clock", "report", "--misses", "--since", "2026-10-01", "--json").json
    assert rows
    assert all(row["over"] > 0 and row["held"] for row in rows)


def test_policies_are_compared(ask: Deskctl) -> None:
    """The comparison contains met and missed under both policies and the tickets that differ."""
    shape = ask("policy", "compare", "after-sales-strict", "--json").json
    assert shape["after"]["missed"] > shape["before"]["missed"]
    assert {row["ticket"] for row in shape["tickets"]}
    assert ask("policy", "compare", "after-sales", "--json").json["tickets"] == []


def test_soon_lists_clocks_past_the_threshold(ask: Deskctl) -> None:
    """`--soon` lists exactly the clocks past the warning threshold of their policy."""
    early = ask("clock", "next", "--soon", "--as-of", "2026-11-22T09:30+08:00", "--json").json
    later = ask("clock", "next", "--soon", "--as-of", "2026-11-22T09:34+08:00", "--json").json
    assert early == []
    assert [row["clause"] for row in later] == [
        "S3-matrix-catastrophic.arrive", "S5.5-major.arrive", "S3-matrix-general.respond",
    ]  # fmt: skip


def test_provisional_due_time_is_noted(
    ask: Deskctl, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list notes on stderr which year is not published, and JSON marks it in a field."""
    own = tmp_path / "desk.db"
    shutil.copy(demo, own)
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-31T18:00:00+08:00")
    words = ["--contact", "P-0101", "--title", "x", "--kind", "question", "--severity", "general"]
    assert ask("ticket", "open", *words, "--store", own).code == 0
    listed = ask("clock", "list", "T-073", "--plain", "--store", own)
    assert listed.err == "calendar 2027 not published: due time provisional\n"
    answer = ask("clock", "list", "T-073", "--json", "--store", own)
    assert (answer.err, [row["provisional"] for row in answer.json]) == ("", [True, True])


def test_figures_of_a_closed_month_are_stable(act: Deskctl) -> None:
    """The report of September, including its misses, is the same after one of its tickets was reopened in November."""
    september = ("--since", "2026-09-01", "--until", "2026-10-01", "--pre-acceptance")
    reports = (("clock", "report", *september, "--json"), ("clock", "report", *september, "--misses", "--json"))
    before = [act(*words).out for words in reports]
    act("ticket", "reopen", "T-001", "--symptom", "--reason", "again", "--actor", "LE1")
    act("ticket", "assign", "T-001", "--to", "EN2", "--actor", "LE1")
    assert [act(*words).out for words in reports] == before
    assert act("clock", "report", "--since", "2026-09-01", "--json").out != before[0]
