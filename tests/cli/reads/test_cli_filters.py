"""The filters of lists: several values, their opposites, and what is none of the values."""

import json
from datetime import datetime

import pytest
from calling import Deskctl


def _numbers(answer: object) -> list[str]:
    return [row["ticket"] for row in json.loads(getattr(answer, "out"))]  # noqa: B009


@pytest.mark.parametrize("words", [("--owner", "EN1,EN2"), ("--owner", "EN1", "--owner", "EN2")])
def test_several_values_mean_any_of_them(ask: Deskctl, words: tuple[str, ...]) -> None:
    """Values by comma and by repetition are the same filter."""
    rows = ask("ticket", "list", "--status", "all", "--limit", 0, *words, "--json").json
    assert {row["owner"] for row in rows} == {"EN1", "EN2"}


def test_the_opposite_of_a_filter(ask: Deskctl) -> None:
    """`--not-NAME` leaves the rest, and both together are all there is."""
    every = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, "--json"))
    for name, value in (("owner", "EN1"), ("site", "S-0101"), ("asset", "A-0101"), ("severity", "none")):
        wanted = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, f"--{name}", value, "--json"))
        others = _numbers(ask("ticket", "list", "--status", "all", "--limit", 0, f"--not-{name}", value, "--json"))
        assert wanted
        assert sorted(wanted + others) == sorted(every)


@pytest.mark.parametrize("name", ["owner", "status", "customer", "level", "not-owner", "reported-since", "sort"])
def test_an_empty_value_is_a_usage_error(ask: Deskctl, name: str) -> None:
    """A filter without a value never means everything."""
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
def test_an_id_that_does_not_exist(ask: Deskctl, words: tuple[str, ...], near: str) -> None:
    """A slip is not found, and the nearest ids are named."""
    answer = ask(*words, "--json")
    assert answer.code == 3
    assert near in answer.error["message"]


def test_a_serial_number_names_its_equipment(ask: Deskctl) -> None:
    """Who gives a serial number for an id is answered with the equipment that bears it, not with what looks alike."""
    answer = ask("ticket", "list", "--asset", "SN-DEMO-1002", "--json")
    assert answer.code == 3
    assert "nearest: A-0102 (" in answer.error["message"]


@pytest.mark.parametrize("words", [("--status", "closd"), ("--kind", "incidnt"), ("--channel", "fone")])
def test_a_word_that_is_none_of_the_choices(ask: Deskctl, words: tuple[str, str]) -> None:
    """A misspelt choice is a usage error."""
    assert ask("ticket", "list", *words).code == 2


def test_the_times_of_reporting_and_closing(ask: Deskctl) -> None:
    """A day of `until` belongs to the time; tickets by their end are closed ones."""
    words = ("--reported-since", "2026-11-02", "--reported-until", "2026-11-04", "--status", "all", "--limit", 0)
    days = {row["reported_at"][:10] for row in ask("ticket", "list", *words, "--json").json}
    assert days
    assert days <= {"2026-11-02", "2026-11-03", "2026-11-04"}
    closed = ask("ticket", "list", "--closed-since", "2026-11-10", "--limit", 0, "--json").json
    assert closed
    assert all(row["closed_at"] >= "2026-11-10" and row["status"].startswith("closed") for row in closed)


@pytest.mark.parametrize("sort", ["due", "reported", "closed", "updated", "number"])
def test_pages_of_every_order_forwards_and_backwards(ask: Deskctl, sort: str) -> None:
    """Page after page gives the whole list, in either direction, and the last cursor is null."""
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


def test_the_order_of_closing(ask: Deskctl) -> None:
    """The one closed last comes first in the reverse order, those that are open last."""
    rows = ask("ticket", "list", "--status", "all", "--sort", "closed", "--reverse", "--limit", 0, "--json").json
    ends = [row["closed_at"] for row in rows if row["closed_at"]]
    assert ends == sorted(ends, key=datetime.fromisoformat, reverse=True)
    assert [row["closed_at"] for row in rows][len(ends) :] == [None] * (len(rows) - len(ends))


def test_counting_alone(ask: Deskctl) -> None:
    """`--count` gives the number of tickets, whatever the limit."""
    whole = ask("ticket", "list", "--status", "all", "--limit", 0, "--json").json
    assert ask("ticket", "list", "--status", "all", "--count", "--json").json == {"count": len(whole)}
    assert ask("ticket", "list", "--status", "all", "--count").out == f"{len(whole)}\n"


def test_a_row_says_who_called_and_what_happened_last(ask: Deskctl) -> None:
    """Rows carry the caller, the last action, and when the ticket was changed and closed."""
    (row,) = [one for one in ask("ticket", "list", "--status", "all", "--limit", 0, "--json").json if one["closed_at"]][
        :1
    ]
    full = ask("ticket", "show", row["ticket"], "--json").json
    assert row["contact"] == full["contact"]
    assert row["contact_name"]
    assert row["last_seq"] == max(action["seq"] for action in full["actions"])


def test_filters_of_clocks(ask: Deskctl) -> None:
    """States and milestones take several values and have opposites."""
    rows = ask("clock", "list", "--all", "--state", "missed,met", "--not-milestone", "arrived", "--json").json
    assert {row["state"] for row in rows} == {"missed", "met"}
    assert "arrived" not in {row["milestone"] for row in rows}


def test_lists_of_duties_mails_and_messages_take_several_values(ask: Deskctl) -> None:
    """Comma and repetition mean any of them, an empty value is a usage error, in every list."""
    each = [ask("due", "list", "--customer", one, "--json").json for one in ("CUS-02", "CUS-04")]
    both = ask("due", "list", "--customer", "CUS-02,CUS-04", "--json").json
    assert len(both) == len(each[0]) + len(each[1]) > 0
    assert ask("due", "list", "--customer", "CUS-02", "--customer", "CUS-04", "--json").json == both
    assert ask("due", "count", "--role", "business,engineer", "--json").code == 0
    for words in (("due", "list", "--owner"), ("mail", "list", "--kind"), ("outbox", "list", "--ticket")):
        assert ask(*words, "").code == 2
    assert ask("outbox", "list", "--ticket", "1,2", "--ticket", "3", "--json").json == []


def test_quiet_says_nothing_beside_the_answer(ask: Deskctl) -> None:
    """With `-q`, before or after the command, stderr stays empty but for errors."""
    assert ask("ticket", "list", "--limit", "1").err
    assert ask("ticket", "list", "--limit", "1", "-q").err == ""
    assert ask("-q", "ticket", "list", "--limit", "1").err == ""
    assert ask("ticket", "show", "T-999", "-q").err
