"""An empty list says what is empty and what to do next; one of inspections or return visits names what is due."""

import shlex
import sys
from pathlib import Path

import pytest
from calling import Answer, Deskctl

from deskctl.cli.stubs import nouns_with_reads, reads


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


def test_lists_stay_silent_in_a_pipe(own: Deskctl) -> None:
    """In a pipe an empty list of reference data prints nothing."""
    assert own("vendor", "list").err == ""


@pytest.fixture
def on_a_terminal(own: Deskctl, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as on a terminal: a table on stdout, and stderr is watched."""

    def call(*words: object) -> Answer:
        with monkeypatch.context() as terminal:
            terminal.setenv("FORCE_COLOR", "1")
            terminal.setattr(sys.stderr, "isatty", lambda: True, raising=False)
            return own(*words)

    return call


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ticket list", "No ticket is open. Next: deskctl ticket list --status all"),
        ("ticket list --status all", "There is no ticket on record. Next: deskctl ticket open --help"),
        ("mail list --state all", "There is no mail on record. Next: deskctl mail import --help\n"),
        ("outbox list --state all", "There is no message on record.\n"),
        ("clock list --all", "There is no clock on record.\n"),
        (
            "ticket list fan --owner me --not-level urgent,routine --overdue --sort reported --limit 9",
            "Nothing matches fan --owner me --not-level urgent,routine --overdue. Next: deskctl ticket list fan",
        ),
        ("ticket list --status closed", "Nothing matches --status closed. Next: deskctl ticket list"),
        ("vendor list", "There is no vendor on record. Next: deskctl vendor add --help"),
        ("customer list 'no such'", "Nothing matches 'no such'. Next: deskctl customer list 'no such' --state all"),
        ("due list --kind training", "Nothing matches --kind training. Next: deskctl due list"),
        ("search 'no such'", "Nothing contains 'no such': try fewer or shorter words."),
        ("store check --sense", "No imported action breaks a rule."),
        ("evaluation list", "No evaluations have been summarised. Next: deskctl evaluation summarise --help"),
        ("visit list", "No visit has been planned. Next: deskctl visit plan --help"),
        ("inspection list --customer CUS-01", "is due by 2026-11-30"),
    ],
)
def test_empty_list_says_what_is_empty_and_what_is_next(on_a_terminal: Deskctl, words: str, sentence: str) -> None:
    """On a terminal an empty list says what is empty, which filters are in force, and what to do next."""
    shown = on_a_terminal(*shlex.split(words))
    assert (shown.out, sentence in shown.err, len(shown.err.splitlines()) <= 2) == ("", True, True), shown.err
    assert on_a_terminal(*shlex.split(words), "-q").err.count("Next") == 0


def test_every_empty_list_says_something_on_a_terminal(on_a_terminal: Deskctl, own: Deskctl) -> None:
    """Every command that lists nothing prints a sentence on a terminal; in a pipe none of them prints one more."""
    silent, chatty = [], []
    for noun in nouns_with_reads():
        for verb in {"list", "next", "documents", "accesses", "free", "cover", "report"} & set(reads(noun)):
            shown = on_a_terminal(noun, verb)
            if not (shown.code or shown.out or shown.err.count("\n") == 1):
                silent.append((noun, verb, shown.err))
            piped = [own(noun, verb, *form) for form in ([], ["--json"], ["--csv"])]
            if "Next" in "".join(one.err for one in piped):
                chatty.append((noun, verb))
    assert (silent, chatty) == ([], [])
