"""The state of a clock at a time, computed only from what had happened by then."""

import pytest
from builders import Ticket, a_ticket, at

from deskctl.sla.state import Clock, state_at

PHONE = "S5.5-normal-1.phone"
CALLED = a_ticket().reported("Mon 09:00")


@pytest.mark.parametrize(
    ("ticket", "readings"),
    [
        (CALLED, {"Mon 08:59": None, "Mon 09:00": "running", "Mon 09:10": "running", "Mon 09:11": "overdue"}),
        (CALLED.did("first_response", "Mon 09:05"), {"Mon 09:04": "running", "Mon 09:05": "met", "Tue 09:00": "met"}),
        (
            CALLED.did("first_response", "Mon 09:30"),
            {"Mon 09:10": "running", "Mon 09:29": "overdue", "Mon 09:30": "missed"},
        ),
        (CALLED.did("closed", "Mon 09:05"), {"Mon 09:04": "running", "Mon 09:05": "not_needed"}),
        (
            CALLED.did("closed", "Mon 09:30"),
            {"Mon 09:05": "running", "Mon 09:20": "overdue", "Mon 09:30": "missed"},
        ),
        (CALLED.did("duplicate_of", "Mon 09:05"), {"Mon 09:04": "running", "Mon 09:05": "superseded"}),
        (CALLED.paused("Mon 09:05"), {"Mon 09:04": "running", "Mon 23:00": "running", "next Mon 09:00": "running"}),
        (
            CALLED.paused("Mon 09:05").resumed("Mon 10:00"),
            {"Mon 09:30": "running", "Mon 10:05": "running", "Mon 10:06": "overdue"},
        ),
    ],
)
def test_the_state_of_a_clock_at_a_time(ticket: Ticket, readings: dict[str, str | None]) -> None:
    """The state of one clock differs before, at and after an action."""
    assert {when: ticket.state(PHONE, when) for when in readings} == readings


def test_a_promise_kept_before_its_start_is_not_needed() -> None:
    """A promise that was kept before it was made is not needed from its start, and has no state before (rule 14)."""
    ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00").did("onsite_requested", "Mon 11:00")
    assert ticket.state("S2.3-urgent.arrive", "Mon 10:30") is None
    assert ticket.state("S2.3-urgent.arrive", "Mon 11:00") == "not_needed"


def test_a_promise_waived_before_its_start_is_waived() -> None:
    """A consent also applies to a visit that is requested later."""
    ticket = a_ticket().reported("Mon 09:00").did("second_workday_agreed", "Mon 09:10")
    ticket = ticket.did("onsite_requested", "Mon 11:00")
    assert ticket.state("S2.3-urgent.arrive", "Mon 11:00") == "waived"


def test_a_stored_clock_has_a_state_without_its_facts() -> None:
    """The state of a clock is computed from its columns alone, without the facts."""
    clock = Clock("C", "arrived", at("Mon 09:00"), 3600, "ALWAYS", at("Mon 10:00"), None, "open", soft=False)
    assert [state_at(clock, at(when)) for when in ("Mon 08:00", "Mon 10:00", "Mon 10:01")] == [
        None,
        "running",
        "overdue",
    ]
