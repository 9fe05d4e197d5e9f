"""On a terminal the history of a record is in words: no codes of actions, and no values as a program writes them."""

import re
from pathlib import Path

import pytest
from calling import Answer, Deskctl

from deskctl.cli.output.cell_texts import cell_text
from deskctl.language.i18n import use_language
from deskctl.language.words import EVENTS
from deskctl.language.words.outcomes import OF_RECORD


@pytest.fixture
def own(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as on a terminal, on a new desk with a customer, a contact, a site and a contract."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-04T10:00+00:00")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: object) -> Answer:
        return deskctl("--store", tmp_path / "own.db", *words)

    call("init", "--me", "Ann")
    call("customer", "add", "--name", "Acme")
    call("contact", "add", "--customer", "CUS-01", "--name", "Bob")
    call("site", "add", "--customer", "CUS-01", "--name", "Main")
    call("asset", "add", "--site", "S-0101", "--name", "Server", "--class", "server")
    period = ("--maintenance-start", "2026-01-01", "--maintenance-end", "2026-12-20")
    assert call("contract", "add", "--customer", "CUS-01", "--no", "1", "--day-rate", 640, *period).code == 0
    return call


def _is_for_people(shown: Answer) -> None:
    assert shown.code == 0, shown.err
    assert not re.search(r"None|False|True|\['|\{'|640\.0|[a-z]_[a-z]", shown.out), shown.out


def test_values_are_words(own: Deskctl) -> None:
    """A change from nothing to a value, a yes or no, a list and a whole sum are shown as people write them."""
    _is_for_people(own("contract", "edit", "CT-01", "--final-acceptance-date", "2025-12-31"))
    shown = own("contract", "show", "CT-01")
    _is_for_people(shown)
    assert "Date of final acceptance: — → 2025-12-31" in shown.out
    assert "Standing consent to remote sessions: no" in shown.out
    parts = ("--name", "Fuser", "--model", "FU-400", "--compatible-models", "LJ-400", "--compatible-models", "LJ-500")
    shown = own("part", "add", *parts)
    _is_for_people(shown)
    assert "LJ-400, LJ-500" in shown.out


def test_actions_on_records_are_words(own: Deskctl) -> None:
    """The actions of an inspection, a training, a contract and an erasure are named in words."""
    _is_for_people(own("inspection", "start", "IN-2026-12-S-0101"))
    own("training", "add", "--customer", "CUS-01", "--topic", "Basics")
    _is_for_people(own("training", "hold", "TR-001"))
    _is_for_people(own("contract", "outcome", "CT-01", "--to", "renewed", "--maintenance-end", "2027-12-20"))
    erased = own("contact", "erase", "P-0101", "--reason", "asked")
    _is_for_people(erased)


def test_every_action_on_a_record_has_a_word() -> None:
    """Each action that may be in the history of a record is shown in words."""
    use_language("en")
    shown = {event: cell_text("event", event, "history") for event in {*OF_RECORD, *EVENTS}}
    assert not [event for event, words in shown.items() if "_" in words]
