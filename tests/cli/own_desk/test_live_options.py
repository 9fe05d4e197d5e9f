"""What a contract says of hours and reactions has its effect, and so have the hours of remote help."""

import pytest
from calling import Deskctl


def _clauses(act: Deskctl, *words: str) -> set[str]:
    opened = act("ticket", "open", "--contact", "P-0101", "--title", "x", "--severity", "severe", "--json", *words)
    assert opened.code == 0, opened.err
    return {row["policy"] for row in act("clock", "list", opened.json["ticket"], "--json").json}


def test_a_contract_whose_60_minutes_mean_the_arrival_is_read_strictly(act: Deskctl) -> None:
    """New tickets stand under the strict reading; those opened before keep theirs."""
    assert _clauses(act) == {"after-sales"}
    assert act("contract", "edit", "CT-01", "--onsite-reaction", "arrived").code == 0
    assert _clauses(act) == {"after-sales-strict"}
    assert act("contract", "edit", "CT-01", "--onsite-reaction", "departed").code == 0
    assert _clauses(act) == {"after-sales"}


def test_a_remote_session_outside_its_hours_is_reported_and_recorded(
    act: Deskctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a Sunday the session is begun all the same, and the step says so; on a Monday morning nothing is said."""
    opened = [act("ticket", "open", "--contact", "P-0101", "--title", "x", "--json").json["ticket"] for _ in range(2)]
    for ticket in opened:
        assert act("remote", "consent", ticket, "--by-contact", "P-0101", "--how", "phone").code == 0
    sunday = act("remote", "start", opened[0], "--actor", "EN1")
    assert (sunday.code, "S2.2b.hours" in sunday.err) == (0, True)
    assert act("ticket", "history", opened[0], "--json").json[-1]["data"]["out_of_hours"] is True
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-23T10:00:00+08:00")
    monday = act("remote", "start", opened[1], "--actor", "EN1")
    assert (monday.code, monday.err) == (0, "")
