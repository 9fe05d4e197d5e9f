"""Clocks under a completely different policy, which show that no code depends on the first one."""

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
    """Return a request of a standard customer with severity P2, reported on Monday at ten."""
    return a_ticket(english, level="standard", severity="P2").reported("Mon 10:00")


def test_first_response_within_an_hour(call: Ticket) -> None:
    """The first response is due after one hour of opening time, and answering keeps the promise."""
    assert call.due("response") == "Mon 11:00"
    assert call.did("first_response", "Mon 10:40").outcome("response") == "met"


def test_on_site_by_the_end_of_the_next_working_day(call: Ticket) -> None:
    """A visit requested on Thursday is due on Friday at four, one requested on Friday is due on Monday at five."""
    assert call.did("onsite_requested", "Thu 15:00").due("on-site") == "Fri 16:00"
    assert call.did("onsite_requested", "Fri 15:00").due("on-site") == "next Mon 17:00"


def test_resolved_within_sixteen_working_hours(call: Ticket) -> None:
    """The sixteen working hours are seven on Monday, eight on Tuesday and one on Wednesday."""
    assert call.due("resolution") == "Wed 10:00"


def test_waiting_for_the_customer_stops_the_clock(call: Ticket) -> None:
    """Three hours of waiting for the customer move the due time by three hours."""
    paused = call.paused("Mon 13:00", "customer_information").resumed("Mon 16:00")
    assert paused.due("resolution") == "Wed 13:00"


def test_the_policy_has_its_own_holidays_and_half_days(english: Policy) -> None:
    """The policy has its own holidays: of sixteen hours from Christmas Eve four count that day, none until Monday."""
    ticket = a_ticket(english, level="standard", severity="P3").reported("2026-12-24 09:00")
    assert ticket.due("resolution") == "2026-12-29 13:00"
    chinese_holiday = a_ticket(english, level="standard", severity="P3").reported("2026-10-01 09:00")
    assert chinese_holiday.due("response") == "2026-10-01 10:00"


def test_the_policy_follows_the_summer_time_of_its_zone(english: Policy) -> None:
    """A call-back within thirty minutes is due after thirty real minutes when the clocks go forward."""
    ticket = a_ticket(english, level="premium", severity="P1").reported("2026-03-29 01:45")
    assert ticket.due("call-back") == "2026-03-29 03:15"


def test_the_policy_has_its_own_levels_and_severities(english: Policy, call: Ticket) -> None:
    """Only premium customers with severity P1 are promised a call-back."""
    assert not call.did("severity_changed", "Mon 10:30", to="P1").clocks("call-back")
    premium = a_ticket(english, level="premium", severity="P2").reported("Mon 18:00")
    assert premium.due("response") == "Mon 19:00"
    assert premium.did("severity_changed", "Mon 19:30", to="P1").due("call-back") == "Mon 20:00"


def test_a_loan_opens_when_the_resolution_is_late(call: Ticket) -> None:
    """A loan is due three working days after the call and is pending until the sixteen hours are over (rule 16)."""
    ticket = call.did("diagnosed", "Mon 12:00", fault_class="hard")
    assert ticket.due("loan") == "Thu 17:00"
    assert (ticket.state("loan", "Wed 09:59"), ticket.state("loan", "Wed 10:01")) == ("pending", "running")
    assert ticket.did("resolved", "Wed 15:00").outcome("loan") == "not_needed"


def test_any_reopening_voids_the_resolution(call: Ticket) -> None:
    """Under this policy any reopening makes the earlier resolution void, whether or not the symptom persists."""
    assert call.did("resolved", "Tue 10:00").did("reopened", "Tue 12:00").outcome("resolution") == "open"


def test_closing_and_duplicates_end_the_clocks(call: Ticket) -> None:
    """This policy names closing and duplicates as ends of its clocks, as the first policy does."""
    assert call.did("closed", "Mon 10:30").outcome("resolution") == "not_needed"
    assert call.did("duplicate_of", "Mon 10:30").outcome("resolution") == "superseded"


def test_beyond_its_last_known_year_due_times_are_provisional(english: Policy) -> None:
    """A due time in 2028 is provisional, because the holidays of that year are not published yet."""
    late = a_ticket(english, level="standard", severity="P3").reported("2027-12-31 12:00")
    assert late.clock("resolution").provisional
    assert not late.clock("response").provisional


def test_a_level_of_another_policy_counts_as_the_first(english: Policy) -> None:
    """A ticket with a level of the first policy can be read under this one, as the comparison of policies does."""
    foreign = a_ticket(english, level="full_urgent", severity="catastrophic").reported("Mon 18:00")
    assert foreign.due("response") == "Mon 19:00"


def test_every_promise_has_a_text_in_both_languages() -> None:
    """Each clause of this policy has a text in Chinese and in English."""
    lines = data_file("policies", "example-english.clauses.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row for row in map(json.loads, lines)}
    assert {target.clause for target in packaged("example-english").targets} <= set(texts)
    assert all(row["zh"] and row["en"] for row in texts.values())


def test_no_clause_of_the_first_policy_appears(call: Ticket) -> None:
    """Only clauses of this policy appear, whatever is recorded."""
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
