"""The filters of lists: several values, negation, and values that are refused."""

import json
from datetime import datetime

import pytest
from calling import Deskctl


def _numbers(answer: object) -> list[str]:
    return [row["ticket"] for row in json.loads(getattr(answer, "out"))]  # noqa: B009


@pytest.mark.parametrize("words", [("--owner", "EN1,EN2"), ("--owner", "EN1", "--owner", "EN2")])
def test_several_values_match_any_of_them(ask: Deskctl, words: tuple[str, ...]) -> None:
    """Values separated by commas and repeated options are the same filter."""
    rows = ask("ticket", "list", "--status", "all", "--limit", 0, *words, "--json").json
    assert {row["owner"] for row in rows} == {"EN1", "EN2"}


def test_negated_filter(ask: Deskctl) -> None:
    """`--not-NAME` lists the tickets that `--NAME` leaves out."""
    every = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, "--json"))
    for name, value in (("owner", "EN1"), ("site", "S-0101"), ("asset", "A-0101"), ("severity", "none")):
        wanted = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, f"--{name}", value, "--json"))
        others = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, f"--not-{name}", value, "--json"))
        assert wanted
        assert sorted(wanted + others) == sorted(every)


@pytest.mark.parametrize("name", ["owner", "status", "customer", "level", "not-owner", "reported-since", "sort"])
def test_an_empty_value_is_a_usage_error(ask: Deskctl, name: str) -> None:
    """An empty value of a filter or of `--sort` is a usage error."""
    assert ask("ticket", "list", f"--{name}", "").code == 2


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("ticket", "list", "--owner", "en3"), "EN3"),
        (("ticket", "list", "--customer", "CUS-O1"), "CUS-01"),
        (("ticket", "list", "--not-site", "S-101"), "S-0101"),
        (("contact", "list", "--customer", "cus-01"), "CUS-01"),
        (("clock", "list", "--policy", "after-sale"), "after-sales"),
    ],
)
def test_unknown_id_of_a_filter(ask: Deskctl, words: tuple[str, ...], near: str) -> None:
    """An unknown id is not found, and the nearest ids are named."""
    answer = ask(*words, "--json")
    assert answer.code == 3
    assert near in answer.error["message"]


def test_serial_number_names_its_equipment(ask: Deskctl) -> None:
    """A serial number in place of an id is refused with the equipment that has it."""
    answer = ask("ticket", "list", "--asset", "SN-DEMO-1002", "--json")
    assert answer.code == 3
    assert "nearest: A-0102 (" in answer.error["message"]


@pytest.mark.parametrize("words", [("--status", "closd"), ("--kind", "incidnt"), ("--channel", "fone")])
def test_misspelt_choice_is_a_usage_error(ask: Deskctl, words: tuple[str, str]) -> None:
    """A misspelt choice of a filter is a usage error."""
    assert ask("ticket", "list", *words).code == 2


def test_filters_by_time_of_report_and_closing(ask: Deskctl) -> None:
    """A day given as `until` is included, and a filter by closing time lists closed tickets only."""
    words = ("--reported-since", "2026-11-02", "--reported-until", "2026-11-04", "--status", "all", "--limit", 0)
    days = {row["reported_at"][:10] for row in ask("ticket", "list", *words, "--json").json}
    assert days
    assert days <= {"2026-11-02", "2026-11-03", "2026-11-04"}
    closed = ask("ticket", "list", "--closed-since", "2026-11-10", "--limit", 0, "--json").json
    assert closed
    assert all(row["closed_at"] >= "2026-11-10" and row["status"].startswith("closed") for row in closed)


@pytest.mark.parametrize("sort", ["due", "reported", "closed", "updated", "number"])
def test_pages_of_every_order_in_both_directions(ask: Deskctl, sort: str) -> None:
    """The pages of every order make the whole list in both directions, and the last cursor is null."""
    for reverse in ((), ("--reverse",)):
        words = ("ticket", "list", "--status", "all", "--sort", sort, *reverse)
        whole, seen, after = _numbers(ask(*words, "--limit", 0, "--json")), [], []
        while True:
            *rows, last = ask(*words, "--limit", 25, "--jsonl", "--cursor", *after).rows
            seen += [row["ticket"] for row in rows]
            if last["next"] is None:
                break
            after = ["--after", last["next"]]
        assert seen == whole


def test_order_of_closing(ask: Deskctl) -> None:
    """In reverse order of closing the latest closed ticket is first, and the open tickets are last."""
    rows = ask("ticket", "list", "--status", "all", "--sort", "closed", "--reverse", "--limit", 0, "--json").json
    ends = [row["closed_at"] for row in rows if row["closed_at"]]
    assert ends == sorted(ends, key=datetime.fromisoformat, reverse=True)
    assert [row["closed_at"] for row in rows][len(ends) :] == [None] * (len(rows) - len(ends))


def test_count_without_rows(ask: Deskctl) -> None:
    """`--count` prints the number of tickets regardless of the limit."""
    whole = ask("ticket", "list", "--status", "all", "--limit", 0, "--json").json
    assert ask("ticket", "list", "--status", "all", "--count", "--json").json == {"count": len(whole)}
    assert ask("ticket", "list", "--status", "all", "--count").out == f"{len(whole)}\n"


def test_row_has_the_caller_and_the_last_action(ask: Deskctl) -> None:
    """A row of the list contains the caller and the number of the last action."""
    (row,) = [one for one in ask("ticket", "list", "--status", "all", "--limit", 0, "--json").json if one["closed_at"]][
        :1
    ]
    full = ask("ticket", "show", row["ticket"], "--json").json
    assert row["contact"] == full["contact"]
    assert row["contact_name"]
    assert row["last_seq"] == max(action["seq"] for action in full["actions"])


def test_filters_of_clocks(ask: Deskctl) -> None:
    """State and milestone of the clock list accept several values and negation."""
    rows = ask("clock", "list", "--all", "--state", "missed,met", "--not-milestone", "arrived", "--json").json
    assert {row["state"] for row in rows} == {"missed", "met"}
    assert "arrived" not in {row["milestone"] for row in rows}


def test_other_lists_accept_several_values(ask: Deskctl) -> None:
    """Lists of duties, mails and messages accept several values and refuse an empty one."""
    each = [ask("due", "list", "--customer", one, "--json").json for one in ("CUS-02", "CUS-04")]
    both = ask("due", "list", "--customer", "CUS-02,CUS-04", "--json").json
    assert len(both) == len(each[0]) + len(each[1]) > 0
    assert ask("due", "list", "--customer", "CUS-02", "--customer", "CUS-04", "--json").json == both
    assert ask("due", "count", "--role", "business,engineer", "--json").code == 0
    for words in (("due", "list", "--owner"), ("mail", "list", "--kind"), ("outbox", "list", "--ticket")):
        assert ask(*words, "").code == 2
    assert ask("outbox", "list", "--ticket", "1,2", "--ticket", "3", "--json").json == []


def test_quiet_prints_only_errors_on_stderr(ask: Deskctl) -> None:
    """With `-q` before or after the command, stderr contains only errors."""
    assert ask("ticket", "list", "--limit", "1").err
    assert ask("ticket", "list", "--limit", "1", "-q").err == ""
    assert ask("-q", "ticket", "list", "--limit", "1").err == ""
    assert ask("ticket", "show", "T-999", "-q").err


@pytest.mark.parametrize("day", ["2026-11-04", "4 Nov", "11月4日", "2026/11/04"])
def test_a_day_as_the_end_is_included_however_it_is_written(ask: Deskctl, day: str) -> None:
    """A day as the end of a period means its end, written in digits or in words; as the start it means its start."""
    whole = ask("ticket", "list", "--status", "all", "--limit", 0, "--json").json
    for option, name, first, last in (
        ("--reported-until", "reported_at", "", "2026-11-05"),
        ("--reported-since", "reported_at", "2026-11-04", "9999"),
        ("--closed-until", "closed_at", "", "2026-11-05"),
    ):
        expected = sorted(row["ticket"] for row in whole if row[name] and first <= row[name] < last)
        rows = ask("ticket", "list", option, day, "--status", "all", "--limit", 0, "--json").json
        assert (sorted(row["ticket"] for row in rows), len(expected) > 0) == (expected, True), option


def test_negated_filter_is_named_in_its_refusal(ask: Deskctl) -> None:
    """An unknown value of a negated filter is refused with the name of the option that was given."""
    assert ask("ticket", "list", "--not-status", "open").err.startswith("--not-status: unknown value 'open'")
    assert ask("ticket", "list", "--not-severity", "high").err.startswith("--not-severity: unknown value 'high'")


def test_reports_of_a_day(act: Deskctl) -> None:
    """The issued reports are filtered by days as other lists are: the last day is included."""
    words = ("report", "issue", "T-067", "--cause", "a", "--method", "b", "--result", "c")
    assert act(*words, "--at", "2026-11-22 09:00").code == 0, act(*words).err
    for since, until, count in (("22 Nov", "2026-11-22", 1), ("2026-11-23", "23 Nov", 0), ("-1d", "now", 1)):
        rows = act("report", "list", "--since", since, "--until", until, "--json").json
        assert len([row for row in rows if row["ticket"] == "T-067"]) == count, (since, until)
