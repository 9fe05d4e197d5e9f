"""The reasons that `clock explain` shows for the state of a clock, each with its rule."""

from dataclasses import replace

from builders import Ticket, a_ticket, at

from deskctl.sla.explain import explain
from deskctl.sla.facts import Case
from deskctl.sla.state import state_at

FIX, RESPOND, ARRIVE = "S5.5-normal-1.fix", "S3-matrix-severe.respond", "S3-matrix-severe.arrive"


def reasons(ticket: Ticket, clause: str, when: str, place: int = 0) -> list[tuple[str, int, str]]:
    """Return the kinds of the reasons of a clock at a time, with their rules and names."""
    clock = ticket.clocks(clause)[place]
    explanation = explain(clock, Case(ticket.intake, ticket.facts), ticket.policy, state_at(clock, at(when)))
    return [(one.kind, one.rule, one.name) for one in explanation.reasons]


def test_a_void_resolution_is_named() -> None:
    """The fix clock states that the resolution before the reopening does not count."""
    ticket = a_ticket().reported("Mon 10:00").did("resolved", "Mon 11:00").did("reopened", "Mon 16:00", symptom=True)
    assert reasons(ticket, FIX, "Mon 17:00")[0] == ("resolution_void", 13, "")


def test_a_renewed_promise_starts_at_the_reopening() -> None:
    """The second response clock starts with the reopening, not with the call."""
    ticket = a_ticket().reported("Mon 10:00").did("engineer_response", "Mon 10:10").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "Mon 16:00", symptom=True, responded=False)
    clock = ticket.clocks(RESPOND)[1]
    assert explain(clock, Case(ticket.intake, ticket.facts), ticket.policy).started_by == "reopened"
    assert reasons(ticket, RESPOND, "Mon 16:10", 1)[0] == ("given_again", 13, "")


def test_the_action_that_kept_the_promise_is_named() -> None:
    """A promise kept by a later action names that action and rule 12; one kept by its own action names that one."""
    called_back = a_ticket().reported("Mon 10:00").did("engineer_response", "Mon 10:10").did("resolved", "Mon 10:20")
    assert reasons(called_back, RESPOND, "Mon 12:00") == [("in_time", 10, "engineer_response")]
    solved = a_ticket().reported("Mon 10:00").did("resolved", "Mon 10:20")
    assert reasons(solved, RESPOND, "Mon 12:00") == [("answered", 12, "resolved")]


def test_a_severity_that_returns_is_named() -> None:
    """A clock that continues with its first start states since when its severity holds again."""
    ticket = a_ticket().reported("Mon 10:00").did("severity_changed", "Mon 10:05", to="general")
    ticket = ticket.did("severity_changed", "Mon 10:40", to="severe")
    assert ("severity_returned", 14, "") in reasons(ticket, ARRIVE, "Mon 11:00")


def test_a_response_during_a_lower_severity_is_named() -> None:
    """A response during a lower severity is named as the reason, and so is a severity that remains lower."""
    lowered = a_ticket().reported("Mon 10:00").did("severity_changed", "Mon 10:10", to="general")
    assert reasons(lowered, RESPOND, "Mon 11:00") == [("other_severity", 14, "severity_changed")]
    ticket = lowered.did("engineer_response", "Mon 10:30").did("severity_changed", "Mon 10:40", to="severe")
    assert reasons(ticket, RESPOND, "Mon 11:00")[-1] == ("reached_meanwhile", 14, "engineer_response")


def test_a_call_starts_the_clock_and_a_mail_starts_it_when_logged() -> None:
    """A phone call starts the clock itself, and a mail starts it when it is logged."""
    for channel, event in (("phone", "call"), ("email", "logged")):
        ticket = a_ticket(channel=channel).reported("Mon 09:00", logged="Mon 09:20")
        clock = ticket.clock("S5.5-normal-1.phone")
        assert explain(clock, Case(ticket.intake, ticket.facts), ticket.policy).started_by == event


def test_the_hours_of_another_level_are_named() -> None:
    """A clock in the service hours of the level names each change of these hours before the due time."""
    ticket = a_ticket(level="routine", severity="general").reported("Mon 15:00")
    ticket = ticket.did("level_changed", "Mon 16:00", to="urgent")
    assert ("level_hours", 15, "URGENT") in reasons(ticket, FIX, "Mon 17:00")


def test_a_visit_requested_later_is_no_change_of_severity() -> None:
    """A clock that a visit request started does not mention a severity as its reason."""
    ticket = a_ticket(severity="general").reported("Mon 10:00").did("onsite_requested", "Mon 11:00")
    assert reasons(ticket, "S3-matrix-general.arrive", "Mon 11:10") == [("running", 10, "")]


def test_a_dependent_promise_states_when_it_opens() -> None:
    """The loaner clock names rule 16 and is pending until the time for the fix is over."""
    ticket = a_ticket().occurred("Mon 07:00").reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="hard")
    (loaner,) = (one.clause for one in ticket.derived().clocks if one.opens_at is not None)
    assert reasons(ticket, loaner, "Mon 10:10") == [("opens", 16, ""), ("pending", 16, "")]
    kept = ticket.did("loaner_provided", "Mon 15:00").did("resolved", "Mon 16:00")
    kept = kept.did("reopened", "Mon 17:00", symptom=True)  # this voids the resolution, not the earlier loaner
    assert reasons(kept, loaner, "Mon 18:00") == [("opens", 16, ""), ("in_time", 10, "loaner_provided")]


def test_a_late_entry_is_named() -> None:
    """An action that was recorded long after it happened keeps its time and is marked as late by rule 23."""
    ticket = a_ticket().reported("Mon 10:00").did("resolved", "Mon 10:20")
    late = replace(ticket, facts=(*ticket.facts[:-1], ticket.facts[-1]._replace(recorded_at=at("Mon 16:00"))))
    assert reasons(late, FIX, "Mon 17:00") == [("in_time", 10, "resolved"), ("late_entry", 23, "")]


def test_the_end_of_a_pause_is_explained() -> None:
    """A pause that somebody ended is distinguished from one that ended automatically."""
    paused = a_ticket().reported("Mon 10:00").paused("Mon 10:30")
    assert reasons(paused, FIX, "Mon 11:00")[0][:2] == ("pause_over", 19)
    assert reasons(paused.resumed("Mon 11:30"), FIX, "Mon 12:00")[0][:2] == ("paused", 19)


def test_a_duplicate_names_the_first_ticket() -> None:
    """The clock of a duplicate names the ticket that it belongs to."""
    ticket = a_ticket().reported("Mon 10:00").did("duplicate_of", "Mon 10:20", ticket="T-001")
    assert reasons(ticket, FIX, "Mon 11:00") == [("duplicate", 20, "T-001")]


def test_only_calendars_that_close_are_explained() -> None:
    """The explanation lists the calendars of the levels in force, and none for a catastrophic ticket."""
    raised = a_ticket(level="routine").reported("Mon 17:00").did("level_changed", "Mon 17:20", to="urgent")
    explanation = explain(raised.clock(FIX), Case(raised.intake, raised.facts), raised.policy)
    assert [one.name for one in explanation.calendars] == ["ROUTINE", "URGENT"]
    worst = a_ticket(severity="catastrophic").reported("Mon 10:00")
    assert explain(worst.clock(FIX), Case(worst.intake, worst.facts), worst.policy).calendars == ()
