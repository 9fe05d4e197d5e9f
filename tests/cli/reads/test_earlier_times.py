"""`--as-of` reads a desk as it was at an earlier time, or refuses if a list cannot be read so."""

import pytest
from calling import Deskctl


@pytest.fixture
def at_eleven(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Open T-073 at 09:30, assign it to EN4 at 10:00, resolve it at 10:30, and set the time to 11:00."""
    opened = ("open", "--contact", "P-0101", "--title", "till", "--severity", "severe", "--site", "S-0101")
    for now, words in (
        ("09:30", opened), ("10:00", ("assign", "T-073", "--to", "EN4")), ("10:30", ("resolve", "T-073")),
    ):  # fmt: skip
        monkeypatch.setenv("DESKCTL_NOW", f"2026-11-22T{now}:00+08:00")
        assert act("ticket", *words).code == 0
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-22T11:00:00+08:00")
    return act


def test_ticket_has_its_earlier_state(at_eleven: Deskctl) -> None:
    """`ticket show --as-of` shows status, owner, promise and actions of that time."""
    before = at_eleven("ticket", "show", "T-073", "--as-of", "09:45", "--json").json
    between = at_eleven("ticket", "show", "T-073", "--as-of", "10:15", "--json").json
    after = at_eleven("ticket", "show", "T-073", "--json").json
    assert [one["status"] for one in (before, between, after)] == ["new", "in_progress", "resolved"]
    assert [one["owner"] for one in (before, between, after)] == [None, "EN4", "EN4"]
    assert between["next_milestone"] == "first_response"
    assert after["next_milestone"] == "report_issued"
    assert [step["event"] for step in between["actions"]][-1] == "assigned"
    assert between["last_seq"] == len(between["actions"]) < after["last_seq"]


def test_ticket_before_its_report(at_eleven: Deskctl) -> None:
    """A ticket is not found at a time before its report, and the time of the report is named."""
    refused = at_eleven("ticket", "show", "T-073", "--as-of", "2026-11-22 09:00", "--json")
    assert (refused.code, "09:30" in refused.error["message"]) == (3, True)


def test_clocks_have_their_earlier_state(at_eleven: Deskctl) -> None:
    """A clock that was open at the time is listed as running, for one ticket and for all open tickets."""
    for words in (["T-073"], []):
        listed = at_eleven("clock", "list", *words, "--milestone", "resolved", "--as-of", "10:15", "--json").json
        assert "running" in {row["state"] for row in listed if row["ticket"] == "T-073"}
    assert "running" not in {
        row["state"] for row in at_eleven("clock", "list", "T-073", "--milestone", "resolved", "--json").json
    }


def test_ticket_list_refuses_an_earlier_time(at_eleven: Deskctl) -> None:
    """`ticket list` refuses an earlier time with a hint at `ticket show`, and accepts a later one."""
    refused = at_eleven("ticket", "list", "--as-of", "10:15", "--json")
    assert (refused.code, "ticket show" in refused.error["hint"]) == (2, True)
    assert at_eleven("ticket", "list", "--as-of", "12:00", "--json").code == 0
