"""Reports state how many tickets are left out because their contract has no date of final acceptance."""

from pathlib import Path

import pytest
from calling import Deskctl

_CONTRACT = ("contract", "add", "--customer", "CUS-01", "--no", "HT-1", "--maintenance-start", "2026-01-01")


@pytest.fixture
def own(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as the user of the machine, on a desk with a customer and a contact."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)

    def call(*words: object) -> object:
        return deskctl("--store", tmp_path / "own.db", *words)

    call("init")
    call("customer", "add", "--name", "A")
    call("contact", "add", "--customer", "CUS-01", "--name", "B")
    return call  # type: ignore[return-value]


def test_tickets_before_the_acceptance_are_counted_apart(own: Deskctl) -> None:
    """The clock report notes tickets that it leaves out unless they are included, and the month has their number."""
    own(*_CONTRACT)
    for title in ("x", "y"):
        assert own("ticket", "open", "--contact", "P-0101", "--title", title).code == 0
    report = own("clock", "report", "--json")
    assert report.json == []
    assert "left out" in report.err
    assert ": 2;" in report.err
    counted = own("clock", "report", "--pre-acceptance", "--json")
    assert counted.json
    assert "left out" not in counted.err
    assert own("month", "show", "2026-11", "--json").json["left_out"] == 2
    assert "Tickets left out" in own("month", "export", "2026-11", "--format", "md", "-o", "-").out
    assert own("clock", "report", "--until", "2026-11-01").err == ""


def test_nothing_is_noted_if_nothing_is_left_out(own: Deskctl) -> None:
    """With a date of final acceptance the report includes the tickets and notes nothing."""
    own(*_CONTRACT, "--final-acceptance-date", "2026-01-01")
    own("ticket", "open", "--contact", "P-0101", "--title", "x")
    report = own("clock", "report", "--json")
    assert (report.err, bool(report.json)) == ("", True)
    assert own("month", "show", "2026-11", "--json").json["left_out"] == 0
