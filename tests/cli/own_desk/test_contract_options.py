"""Options of a contract and hours of remote help that have an effect on tickets."""

import pytest
from calling import Deskctl


def _clauses(act: Deskctl, *words: str) -> set[str]:
    opened = act("ticket", "open", "--contact", "P-0101", "--title", "x", "--severity", "severe", "--json", *words)
    assert opened.code == 0, opened.err
    return {row["policy"] for row in act("clock", "list", opened.json["ticket"], "--json").json}


def test_contract_option_selects_the_strict_policy(act: Deskctl) -> None:
    """New tickets get the strict policy while the contract counts the on-site reaction until the arrival."""
    assert _clauses(act) == {"after-sales"}
    assert act("contract", "edit", "CT-01", "--onsite-reaction", "arrived").code == 0
    assert _clauses(act) == {"after-sales-strict"}
    assert act("contract", "edit", "CT-01", "--onsite-reaction", "departed").code == 0
    assert _clauses(act) == {"after-sales"}


def test_remote_session_outside_its_hours_is_noted(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A remote session on a Sunday is recorded with a note of its clause, and one on a Monday morning without."""
    opened = [act("ticket", "open", "--contact", "P-0101", "--title", "x", "--json").json["ticket"] for _ in range(2)]
    for ticket in opened:
        assert act("remote", "consent", ticket, "--by-contact", "P-0101", "--how", "phone").code == 0
    sunday = act("remote", "start", opened[0], "--actor", "EN1")
    assert (sunday.code, "S2.2b.hours" in sunday.err) == (0, True)
    assert act("ticket", "history", opened[0], "--json").json[-1]["data"]["out_of_hours"] is True
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-23T10:00:00+08:00")
    monday = act("remote", "start", opened[1], "--actor", "EN1")
    assert (monday.code, monday.err) == (0, "")
