"""What a reopening gives again, and who is on site for whom: what was ended by something else stays ended."""

from dataclasses import replace

from builders import Ticket, a_ticket, given

FIX, LOANER, DEPART = "S5.5-normal-1.fix", "S5.5-normal-2", "S5.5-normal-1.onsite"
PHONE, RESPOND = "S5.5-normal-1.phone", "S3-matrix-severe.respond"
CALLED = a_ticket(severity="severe").reported("Mon 10:00").did("engineer_response", "Mon 10:10")
REQUESTED = CALLED.did("onsite_requested", "Mon 10:15")


def begun(ticket: Ticket, clause: str) -> list[str | None]:
    """Return when the clocks of a clause started."""
    return [given(clock.start) for clock in ticket.clocks(clause)]


def by(ticket: Ticket, actor: str, event: str, when: str) -> Ticket:
    """Record what one engineer did."""
    done = ticket.did(event, when)
    return replace(done, facts=(*done.facts[:-1], done.facts[-1]._replace(actor=actor)))


def departure(ticket: Ticket) -> tuple[str, str | None]:
    """Return how the departure for the second request stands, and when it counts as kept."""
    clock = ticket.clocks(DEPART)[1]
    return clock.outcome, given(clock.stop)


def test_a_visit_that_was_called_off_is_not_promised_again() -> None:
    """A reopening gives again what hangs on the call; a visit that was requested and called off is over."""
    ticket = REQUESTED.did("onsite_cancelled", "Mon 10:40").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
    assert begun(ticket, "S3-matrix-severe.arrive") == ["Mon 10:00", "Mon 12:00"]
    assert begun(ticket, "S2.3-urgent.arrive") == ["Mon 10:15"]


def test_a_loaner_for_a_new_fault_counts_from_the_reopening() -> None:
    """Its first twelve hours count from the fault, those after a reopening days later from there, as the fix does."""
    ticket = a_ticket().occurred("Mon 07:00").reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="hard")
    ticket = ticket.did("resolved", "Mon 11:00").did("reopened", "Wed 15:00", symptom=True)
    assert begun(ticket, FIX) == ["Mon 09:00", "Wed 15:00"]
    assert begun(ticket, LOANER) == ["Mon 07:00", "Wed 15:00"]


def test_what_follows_a_reopening_is_not_for_the_call() -> None:
    """An arrival after the reopening keeps the promise that was given there, not the one that the resolution ended."""
    ticket = CALLED.did("resolved", "Mon 11:00").did("reopened", "Mon 12:00", symptom=True).did("arrived", "Mon 12:30")
    assert [given(clock.stop) for clock in ticket.clocks("S3-matrix-severe.arrive")] == [None, "Mon 12:30"]


def test_the_first_call_is_promised_once() -> None:
    """A reopening for a new fault gives the fix again, not the first response, which the call had."""
    ticket = a_ticket().reported("Mon 09:00").did("first_response", "Mon 09:05").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "next Mon 12:00", symptom=True)
    assert begun(ticket, FIX) == ["Mon 09:00", "next Mon 12:00"]
    assert begun(ticket, PHONE) == ["Mon 09:00"]


def test_what_was_kept_meanwhile_counts_up_to_the_due_time() -> None:
    """A response while the severity was lower is none that was owed if it came in time, on the last second too."""
    outcomes = {}
    for when in ("Mon 10:30", "Mon 10:31"):
        ticket = a_ticket(severity="severe").reported("Mon 10:00").did("severity_changed", "Mon 10:10", to="general")
        ticket = ticket.did("engineer_response", when).did("severity_changed", "Mon 10:40", to="severe")
        outcomes[when] = ticket.outcome(RESPOND)
    assert outcomes == {"Mon 10:30": "not_needed", "Mon 10:31": "missed"}


def test_who_set_out_for_a_visit_that_is_called_off_is_on_no_way() -> None:
    """The next request asks for a departure again."""
    ticket = by(REQUESTED, "EN1", "departed", "Mon 10:20").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("open", None)


def test_who_had_arrived_is_there_whatever_is_called_off() -> None:
    """Each is on site for himself: the one who arrived need not set out, whoever else turned back."""
    turned_back = by(REQUESTED, "EN1", "departed", "Mon 10:20")
    ticket = by(turned_back, "EN2", "arrived", "Mon 10:35").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("not_needed", "Mon 10:35")
    ticket = by(turned_back, "EN1", "arrived", "Mon 10:35").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("not_needed", "Mon 10:20")
