"""An empty list of inspections or return visits names what is due and the command that begins it."""

from pathlib import Path

import pytest
from calling import Answer, Deskctl


@pytest.fixture
def own(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl on a new desk with a customer under maintenance since September and no records of service."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)

    def call(*words: object) -> Answer:
        return deskctl("--store", tmp_path / "own.db", *words)

    call("init", "--firm", "Firm", "--me", "Ann")
    call("customer", "add", "--name", "Acme")
    call("site", "add", "--customer", "CUS-01", "--name", "Main")
    call("asset", "add", "--site", "S-0101", "--name", "Server", "--class", "server", "--model", "SRV")
    period = ("--maintenance-start", "2026-09-01", "--maintenance-end", "2027-08-31")
    assert call("contract", "add", "--customer", "CUS-01", "--no", "1", *period).code == 0
    return call


def test_due_inspections_are_named(own: Deskctl) -> None:
    """An empty list of inspections names on stderr what is due, its day and the command."""
    listed = own("inspection", "list")
    assert (listed.code, listed.out) == (0, "")
    assert "IN-2026-11-S-0101" in listed.err
    assert "2026-11-30" in listed.err
    assert "deskctl inspection start IN-2026-11-S-0101" in listed.err


def test_due_return_visits_are_named(own: Deskctl) -> None:
    """An empty list of return visits names the command for the visit that is due."""
    assert "deskctl return-visit record --customer CUS-01" in own("return-visit", "list").err


def test_filter_applies_to_what_is_due(own: Deskctl) -> None:
    """For another customer the list reports that nothing is due; with search words or `-q` it reports nothing."""
    own("customer", "add", "--name", "Other")
    for words in (["--customer", "CUS-02"], ["--not-customer", "CUS-01"]):
        listed = own("inspection", "list", *words)
        assert (listed.out, listed.err) == ("", "None is on record, and none is due within 31 days.\n")
    for words in (["fan"], ["-q"]):
        assert own("inspection", "list", *words).err == ""


def test_lists_without_duties_stay_silent(own: Deskctl) -> None:
    """An empty list of reference data prints nothing."""
    assert own("vendor", "list").err == ""
