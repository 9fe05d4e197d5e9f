"""Reading a clock at a moment: what had not happened by then is not known yet."""

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
def test_a_clock_is_read_as_it_was_known_then(ticket: Ticket, readings: dict[str, str | None]) -> None:
    """The same clock reads differently before, at and after what happened."""
    assert {when: ticket.state(PHONE, when) for when in readings} == readings


def test_what_was_kept_before_the_start_is_not_needed_from_the_start() -> None:
    """A promise that is given when it is kept already reads not needed at once, and nothing before (rule 14)."""
    ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00").did("onsite_requested", "Mon 11:00")
    assert ticket.state("S2.3-urgent.arrive", "Mon 10:30") is None
    assert ticket.state("S2.3-urgent.arrive", "Mon 11:00") == "not_needed"


def test_what_was_waived_before_the_start_is_waived_from_the_start() -> None:
    """A consent holds for a visit that is asked for later."""
    ticket = a_ticket().reported("Mon 09:00").did("second_workday_agreed", "Mon 09:10")
    ticket = ticket.did("onsite_requested", "Mon 11:00")
    assert ticket.state("S2.3-urgent.arrive", "Mon 11:00") == "waived"


def test_a_stored_due_time_makes_a_row_readable() -> None:
    """A clock can be read from its columns alone, without the facts."""
    clock = Clock("C", "arrived", at("Mon 09:00"), 3600, "ALWAYS", at("Mon 10:00"), None, "open", soft=False)
    assert [state_at(clock, at(when)) for when in ("Mon 08:00", "Mon 10:00", "Mon 10:01")] == [
        None,
        "running",
        "overdue",
    ]
