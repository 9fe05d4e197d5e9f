"""A firm works with its own policy file: its own hours, levels and severities in its own time zone."""

from pathlib import Path

import pytest
from calling import Answer, Deskctl

_POLICY = """
id = "thames"
zone = "Europe/London"
clauses = "london.clauses.jsonl"
call_channels = ["phone"]

[calendars.OFFICE]
hours = { mon-fri = ["08:30-18:00"] }
known_until = 2027
[calendars.OFFICE.dates]
2027-03-29 = { name = "Easter Monday" }
[calendars.ROUND]
hours = { daily = ["00:00-24:00"] }

[levels.gold]
calendar = "ROUND"
[levels.normal]
calendar = "OFFICE"

[severities.P1]
level = "gold"
[severities.P2]
level = "normal"

[targets.answer]
milestone = "first_response"
start = "call"
length = "30 min"
calendar = "level"

[gates.remote_consent]
clause = "remote"
"""
_CLAUSES = '{"id": "answer", "kind": "target", "zh": "半小时内答复。", "en": "We answer within half an hour."}\n'
_CLAUSES += '{"id": "remote", "kind": "gate", "zh": "远程前先问。", "en": "We ask before we look at your screen."}\n'


@pytest.fixture
def own(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl on a desk in London whose only customer has a contract under the firm's own policy."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    monkeypatch.setenv("DESKCTL_NOW", "2027-03-27T20:00+00:00")
    (tmp_path / "london.toml").write_text(_POLICY, encoding="utf-8")
    (tmp_path / "london.clauses.jsonl").write_text(_CLAUSES, encoding="utf-8")

    def call(*words: object) -> Answer:
        return deskctl("--store", tmp_path / "own.db", *words)

    call("init", "--firm", "Thames IT", "--me", "Kate Bell", "--zone", "Europe/London")
    assert call("policy", "install", tmp_path / "london.toml").code == 0
    call("customer", "add", "--name", "Acme")
    call("contact", "add", "--customer", "CUS-01", "--name", "Bob")
    assert call("contract", "add", "--customer", "CUS-01", "--no", "1", "--profile", "thames").code == 0
    return call


def _opened(own: Deskctl, *words: object) -> Answer:
    return own("ticket", "open", "--contact", "P-0101", "--title", "server down", *words, "--json")


def test_ticket_uses_the_severities_of_the_policy(own: Deskctl) -> None:
    """A severity sets the level of its policy, both can be changed later, and the clocks follow."""
    row = _opened(own, "--severity", "P1").json
    assert (row["severity"], row["level"], row["catalog"]) == ("P1", "gold", "A")
    assert row["next_due_at"] == "2027-03-27T20:30:00+00:00"
    row = _opened(own, "--severity", "P2").json
    assert row["next_due_at"] == "2027-03-30T09:00:00+01:00", "after Easter Monday, in summer time"
    row = own("ticket", "set-severity", "T-002", "--to", "P1", "--by-contact", "P-0101", "--json").json
    assert (row["severity"], row["level"]) == ("P1", "gold")
    row = own("ticket", "set-level", "T-002", "--to", "normal", "--reason", "x", "--json").json
    assert row["level"] == "normal"


def test_incident_without_a_severity_gets_the_last_one(own: Deskctl) -> None:
    """Without an assumed severity in the policy an incident gets the last severity, as docs/policy.md states."""
    row = _opened(own).json
    assert (row["severity"], row["level"]) == ("P2", "normal")


@pytest.mark.parametrize(("option", "value"), [("--severity", "severe"), ("--level", "urgent"), ("--severity", "P3")])
def test_value_of_another_policy_is_refused(own: Deskctl, option: str, value: str) -> None:
    """A severity or level that the customer's policy does not have is refused with the valid ones."""
    refused = _opened(own, option, value)
    assert refused.code in {2, 4}
    assert ("P1" if option == "--severity" else "gold") in refused.err
    _opened(own, "--severity", "P1")
    words = {"--severity": ("set-severity", "--by-contact", "P-0101"), "--level": ("set-level", "--reason", "x")}
    verb, *more = words[option]
    assert own("ticket", verb, "T-001", "--to", value, *more).code in {2, 4}


@pytest.mark.parametrize(("option", "value"), [("--severity", "P1"), ("--level", "gold")])
def test_word_of_the_firms_policy_without_a_contract(own: Deskctl, option: str, value: str) -> None:
    """For a customer without a contract a word of the firm's own policy is refused with the way to a contract."""
    own("customer", "add", "--name", "Beta")
    own("contact", "add", "--customer", "CUS-02", "--name", "Ann")
    refused = own("ticket", "open", "--contact", "P-0201", "--title", "server down", option, value, "--json")
    assert refused.code == 4
    assert "deskctl contract add --customer CUS-02 --no '...' --profile '...'" in refused.err


def test_catalogue_uses_the_levels_of_the_policy(own: Deskctl) -> None:
    """A catalogue item may be limited to a level of the firm's own policy."""
    assert own("catalog", "edit", "A", "--allowed-levels", "gold").code == 0
    assert _opened(own, "--catalog", "A", "--severity", "P1").code == 0
    assert _opened(own, "--catalog", "A", "--severity", "P2").code == 1


def test_refusal_quotes_the_policy_of_the_ticket(own: Deskctl) -> None:
    """A clause of the same name in another policy, such as the shipped example, is not quoted for this ticket."""
    _opened(own, "--severity", "P1")
    refused = own("remote", "start", "T-001")
    assert (refused.code, "remote: We ask before we look at your screen." in refused.err) == (1, True), refused.err


def test_words_of_the_policy_are_not_translated(own: Deskctl, tmp_path: Path) -> None:
    """A level that the firm calls `day` stays so in Chinese, though the program has a word that is written like it."""
    text = _POLICY.replace("levels.normal", "levels.day").replace('level = "normal"', 'level = "day"')
    (tmp_path / "london.toml").write_text(text, encoding="utf-8")
    assert own("policy", "install", tmp_path / "london.toml").code == 0
    assert _opened(own, "--severity", "P2").json["level"] == "day"
    report = own("--lang", "zh", "month", "export", "2027-03", "--format", "md", "-o", "-").out
    assert "| day |" in report, report
