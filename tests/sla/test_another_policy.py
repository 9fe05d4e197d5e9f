"""A wholly different policy: no code knows the first one."""

import json

import pytest
from builders import Ticket, a_ticket, given, packaged

from deskctl.data_files import data_file
from deskctl.sla.policy import Policy

BERLIN = "Europe/Berlin"


@pytest.fixture
def english() -> Policy:
    return packaged("example-english")


@pytest.fixture
def call(english: Policy) -> Ticket:
    """Take a request of a standard customer, P2, that came in on Monday at ten."""
    return a_ticket(english, level="standard", severity="P2").reported("Mon 10:00")


def test_first_response_within_an_hour(call: Ticket) -> None:
    """An hour of opening time; the promise is kept by answering."""
    assert call.due("response") == "Mon 11:00"
    assert call.did("first_response", "Mon 10:40").outcome("response") == "met"


def test_on_site_by_the_end_of_the_next_working_day(call: Ticket) -> None:
    """Asked for on Thursday, it is Friday at four; asked for on Friday, Monday at five."""
    assert call.did("onsite_requested", "Thu 15:00").due("on-site") == "Fri 16:00"
    assert call.did("onsite_requested", "Fri 15:00").due("on-site") == "next Mon 17:00"


def test_resolved_within_sixteen_working_hours(call: Ticket) -> None:
    """Seven of them on Monday, eight on Tuesday, one on Wednesday."""
    assert call.due("resolution") == "Wed 10:00"


def test_waiting_for_the_customer_stops_the_clock(call: Ticket) -> None:
    """Three hours of waiting are three hours more."""
    paused = call.paused("Mon 13:00", "customer_information").resumed("Mon 16:00")
    assert paused.due("resolution") == "Wed 13:00"


def test_public_holidays_and_half_days_are_its_own(english: Policy) -> None:
    """Sixteen hours from the morning of Christmas Eve: four, then none until Monday."""
    ticket = a_ticket(english, level="standard", severity="P3").reported("2026-12-24 09:00")
    assert ticket.due("resolution") == "2026-12-29 13:00"
    chinese_holiday = a_ticket(english, level="standard", severity="P3").reported("2026-10-01 09:00")
    assert chinese_holiday.due("response") == "2026-10-01 10:00"


def test_summer_time_is_its_own(english: Policy) -> None:
    """Half an hour by night and day is half an hour when the clocks go forward."""
    ticket = a_ticket(english, level="premium", severity="P1").reported("2026-03-29 01:45")
    assert ticket.due("call-back") == "2026-03-29 03:15"


def test_its_own_levels_and_severities(english: Policy, call: Ticket) -> None:
    """Premium customers are called back when their work stands still, others are not."""
    assert not call.did("severity_changed", "Mon 10:30", to="P1").clocks("call-back")
    premium = a_ticket(english, level="premium", severity="P2").reported("Mon 18:00")
    assert premium.due("response") == "Mon 19:00"
    assert premium.did("severity_changed", "Mon 19:30", to="P1").due("call-back") == "Mon 20:00"


def test_a_loan_opens_when_the_resolution_is_late(call: Ticket) -> None:
    """Three working days from the call, pending until the sixteen hours are over (rule 16)."""
    ticket = call.did("diagnosed", "Mon 12:00", fault_class="hard")
    assert ticket.due("loan") == "Thu 17:00"
    assert (ticket.state("loan", "Wed 09:59"), ticket.state("loan", "Wed 10:01")) == ("pending", "running")
    assert ticket.did("resolved", "Wed 15:00").outcome("loan") == "not_needed"


def test_any_reopening_takes_the_resolution_back(call: Ticket) -> None:
    """This desk makes no difference between the symptom and the report."""
    assert call.did("resolved", "Tue 10:00").did("reopened", "Tue 12:00").outcome("resolution") == "open"


def test_closing_and_duplicates_end_its_clocks(call: Ticket) -> None:
    """They are named by this policy as by the first."""
    assert call.did("closed", "Mon 10:30").outcome("resolution") == "not_needed"
    assert call.did("duplicate_of", "Mon 10:30").outcome("resolution") == "superseded"


def test_beyond_its_last_known_year_due_times_are_provisional(english: Policy) -> None:
    """The holidays of 2028 are not entered yet."""
    late = a_ticket(english, level="standard", severity="P3").reported("2027-12-31 12:00")
    assert late.clock("resolution").provisional
    assert not late.clock("response").provisional


def test_a_level_of_another_policy_counts_as_the_first(english: Policy) -> None:
    """A ticket of the first policy can be read under this one: that is what comparing policies does."""
    foreign = a_ticket(english, level="full_urgent", severity="catastrophic").reported("Mon 18:00")
    assert foreign.due("response") == "Mon 19:00"


def test_every_promise_has_words_in_both_languages() -> None:
    """Its clauses are its own."""
    lines = data_file("policies", "example-english.clauses.jsonl").read_text(encoding="utf-8").splitlines()
    words = {row["id"]: row for row in map(json.loads, lines)}
    assert {target.clause for target in packaged("example-english").targets} <= set(words)
    assert all(row["zh"] and row["en"] for row in words.values())


def test_no_clause_of_the_first_policy_is_known_here(call: Ticket) -> None:
    """Whatever happens, only its own clauses appear."""
    for event in ("onsite_requested", "emergency_declared", "second_workday_agreed", "diagnosed", "resolved"):
        call = call.did(event, "Tue 09:00")
    assert {clock.clause for clock in call.derived().clocks} <= {
        "response",
        "call-back",
        "on-site",
        "resolution",
        "loan",
        "summary",
    }
    assert given(call.clock("summary").due, BERLIN) == "Thu 17:00"
