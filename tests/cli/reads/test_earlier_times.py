"""`--as-of` reads a desk as it was, without what has happened since; what cannot be read so is refused."""

import pytest
from calling import Deskctl


@pytest.fixture
def at_eleven(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Open T-073 at 09:30, assign it to EN4 at 10:00, resolve it at 10:30, and call at 11:00."""
    opened = ("open", "--contact", "P-0101", "--title", "till", "--severity", "severe", "--site", "S-0101")
    for now, words in (
        ("09:30", opened), ("10:00", ("assign", "T-073", "--to", "EN4")), ("10:30", ("resolve", "T-073")),
    ):  # fmt: skip
        monkeypatch.setenv("DESKCTL_NOW", f"2026-11-22T{now}:00+08:00")
        assert act("ticket", *words).code == 0
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-22T11:00:00+08:00")
    return act


def test_a_ticket_has_the_state_of_the_time(at_eleven: Deskctl) -> None:
    """Status, owner, promises and actions are those of the time; later ones are left out."""
    before = at_eleven("ticket", "show", "T-073", "--as-of", "09:45", "--json").json
    between = at_eleven("ticket", "show", "T-073", "--as-of", "10:15", "--json").json
    after = at_eleven("ticket", "show", "T-073", "--json").json
    assert [one["status"] for one in (before, between, after)] == ["new", "in_progress", "resolved"]
    assert [one["owner"] for one in (before, between, after)] == [None, "EN4", "EN4"]
    assert between["next_milestone"] == "first_response"
    assert after["next_milestone"] == "report_issued"
    assert [step["event"] for step in between["actions"]][-1] == "assigned"
    assert between["last_seq"] == len(between["actions"]) < after["last_seq"]


def test_a_time_before_the_report(at_eleven: Deskctl) -> None:
    """A ticket that was not reported yet is not found, with the time of its report."""
    refused = at_eleven("ticket", "show", "T-073", "--as-of", "2026-11-22 09:00", "--json")
    assert (refused.code, "09:30" in refused.error["message"]) == (3, True)


def test_clocks_are_those_of_the_time(at_eleven: Deskctl) -> None:
    """A promise that was open then is listed as running, on one ticket and among those of all open tickets."""
    for words in (["T-073"], []):
        listed = at_eleven("clock", "list", *words, "--milestone", "resolved", "--as-of", "10:15", "--json").json
        assert "running" in {row["state"] for row in listed if row["ticket"] == "T-073"}
    assert "running" not in {
        row["state"] for row in at_eleven("clock", "list", "T-073", "--milestone", "resolved", "--json").json
    }


def test_the_list_refuses_an_earlier_time(at_eleven: Deskctl) -> None:
    """It has the status of now, and says what shows an earlier one; a later time is read as before."""
    refused = at_eleven("ticket", "list", "--as-of", "10:15", "--json")
    assert (refused.code, "ticket show" in refused.error["hint"]) == (2, True)
    assert at_eleven("ticket", "list", "--as-of", "12:00", "--json").code == 0
