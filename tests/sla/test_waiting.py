"""Rules 6 and 7: the customer keeps the desk waiting or agrees to something else."""

import pytest
from builders import a_ticket, given
from clauses import AGREED, FIX, REACT, REPORT, SECOND_DAY, SEVERE_ARRIVE, URGENT_ARRIVE


class TestPauses:
    """Rule 6: pauses that the customer causes."""

    def test_a_pause_moves_the_due_time(self) -> None:
        """A pause of one hour moves the due time by one hour."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00").resumed("Mon 11:00")
        assert ticket.due(FIX) == "Mon 14:00"

    def test_the_due_time_is_known_during_a_pause(self) -> None:
        """A running pause with an agreed end counts until that end (rule 19)."""
        ticket = a_ticket().reported("Mon 09:00")
        ticket = ticket.did("paused", "Mon 10:00", reason="customer_request", until="2026-11-03T09:00:00+08:00")
        assert ticket.due(FIX) == "Tue 12:00"

    def test_a_pause_ends_automatically(self) -> None:
        """A pause without an agreed end lasts until the end of the fifth working day after it began (rule 19)."""
        assert a_ticket().reported("Mon 09:00").paused("Mon 10:00").due(FIX) == "next Mon 20:30"

    def test_a_longer_pause_is_cut(self) -> None:
        """No pause lasts longer than five working days (rule 19)."""
        ticket = a_ticket().reported("Mon 09:00")
        ticket = ticket.did("paused", "Mon 10:00", reason="customer_request", until="2026-11-20T09:00:00+08:00")
        assert ticket.due(FIX) == "next Mon 20:30"

    def test_a_new_pause_may_begin_after_the_end_of_the_first(self) -> None:
        """A second pause counts although nobody recorded the end of the first (rule 19)."""
        ticket = a_ticket().reported("Mon 09:00")
        for day, until in (("Mon 10:00", "2026-11-03T09:00:00+08:00"), ("Tue 10:00", "2026-11-03T12:00:00+08:00")):
            ticket = ticket.did("paused", day, reason="customer_request", until=until)
        assert ticket.due(FIX) == "Tue 14:00"

    def test_a_pause_after_the_due_time_does_not_move_it(self) -> None:
        """A pause after the due time does not move it."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 13:30").resumed("Mon 15:00")
        assert (ticket.due(FIX), ticket.state(FIX, "Mon 14:00")) == ("Mon 13:00", "overdue")

    @pytest.mark.parametrize("reason", ["waiting_part", "vendor", None, 7, ["customer_request"]])
    def test_other_reasons_stop_no_clock(self, reason: object) -> None:
        """Waiting for parts and unknown reasons never stop a clock."""
        ticket = a_ticket().reported("Mon 09:00").did("paused", "Mon 10:00", reason=reason).resumed("Mon 11:00")
        assert ticket.due(FIX) == "Mon 13:00"

    def test_a_pause_in_closed_hours_costs_nothing(self) -> None:
        """A pause outside the service hours does not move the due time."""
        ticket = a_ticket(level="routine", severity="general").reported("Mon 15:00")
        assert ticket.paused("Mon 18:00").resumed("Tue 08:00").due(FIX) == "Tue 10:30"

    def test_a_pause_in_a_pause_changes_nothing(self) -> None:
        """A second pause within a pause has no effect."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00").paused("Mon 10:30").resumed("Mon 11:00")
        assert ticket.due(FIX) == "Mon 14:00"

    def test_a_customers_pause_within_another_pause_counts_from_its_start(self) -> None:
        """Of a wait for a part that turns into one for the customer, only the second part counts."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00", "waiting_part").paused("Mon 10:30")
        assert ticket.resumed("Mon 11:00").due(FIX) == "Mon 13:30"

    def test_a_resumption_without_a_pause_changes_nothing(self) -> None:
        """An end of a pause has no effect when no pause runs."""
        assert a_ticket().reported("Mon 09:00").resumed("Mon 10:00").due(FIX) == "Mon 13:00"

    def test_a_pause_of_no_length_changes_nothing(self) -> None:
        """A pause that ends at the time at which it began has no effect."""
        assert a_ticket().reported("Mon 09:00").paused("Mon 10:00").resumed("Mon 10:00").due(FIX) == "Mon 13:00"

    @pytest.mark.parametrize("step", ["resolved", "closed", "closed_without_answer", "duplicate_of"])
    def test_the_end_of_the_work_ends_the_pause(self, step: str) -> None:
        """A ticket that is resolved or over does not wait any more, although nobody recorded the end of the pause."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00").did(step, "Mon 11:00")
        assert ticket.due("S3-matrix-severe.diagnose") == "Tue 10:00"

    def test_a_reopened_ticket_does_not_continue_to_wait(self) -> None:
        """A pause that was never ended does not stop the fix clock after a reopening."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00").did("resolved", "Mon 11:00")
        assert ticket.did("reopened", "Mon 12:00", symptom=True).due(FIX) == "Mon 14:00"

    def test_the_report_is_due_although_nobody_resumed(self) -> None:
        """A pause that was never ended does not stop the report clock, which starts at the resolution."""
        ticket = a_ticket().reported("Mon 09:00").paused("Mon 10:00").did("resolved", "Mon 11:00")
        assert ticket.due(REPORT) == "Tue 17:30"

    def test_a_resolved_ticket_cannot_be_paused(self) -> None:
        """A pause recorded after the end of the work has no effect."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 11:00").paused("Mon 11:30")
        assert ticket.due(REPORT) == "Tue 17:30"

    def test_a_lost_working_day_moves_the_due_time(self) -> None:
        """The second working day moves by the open time for which the customer kept the desk waiting."""
        ticket = a_ticket().reported("Mon 10:00").did("onsite_requested", "Mon 10:00")
        ticket = ticket.did("second_workday_agreed", "Mon 10:10").paused("Tue 15:30").resumed("Wed 09:00")
        assert ticket.due(SECOND_DAY) == "Wed 11:00"

    def test_a_second_pause_in_the_added_time_counts(self) -> None:
        """A second pause after the first due time counts as the first did."""
        ticket = a_ticket().reported("Mon 10:00").did("onsite_requested", "Mon 10:00")
        ticket = ticket.did("second_workday_agreed", "Mon 10:10").paused("Tue 15:30").resumed("Wed 09:00")
        assert ticket.paused("Wed 10:00").resumed("Wed 13:00").due(SECOND_DAY) == "Wed 14:00"


class TestConsent:
    """Rule 7: the customer agrees to something else."""

    def test_the_second_working_day(self) -> None:
        """Consent waives the nearer promises and leaves the closing time of the next working day."""
        ticket = a_ticket().reported("Fri 15:00").did("onsite_requested", "Fri 15:00")
        ticket = ticket.did("second_workday_agreed", "Fri 15:10")
        waived = {ticket.outcome(clause) for clause in (REACT, SEVERE_ARRIVE, URGENT_ARRIVE, FIX)}
        assert (waived, ticket.due(SECOND_DAY)) == ({"waived"}, "next Mon 17:30")

    def test_the_second_working_day_over_the_holiday(self) -> None:
        """From 30 September the next working day is 8 October."""
        ticket = a_ticket().reported("2026-09-30 15:00").did("onsite_requested", "2026-09-30 15:00")
        assert ticket.did("second_workday_agreed", "2026-09-30 15:10").due(SECOND_DAY) == "2026-10-08 17:30"

    def test_the_make_up_saturday_is_a_working_day(self) -> None:
        """From Friday 9 October the next working day is Saturday 10 October."""
        ticket = a_ticket().reported("2026-10-09 15:00").did("onsite_requested", "2026-10-09 15:00")
        assert ticket.did("second_workday_agreed", "2026-10-09 15:10").due(SECOND_DAY) == "2026-10-10 17:30"

    def test_consent_after_the_breach_is_too_late(self) -> None:
        """A waiver after the breach does not remove the breach."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00")
        assert ticket.did("second_workday_agreed", "Mon 10:30").outcome(REACT) == "missed"

    def test_an_agreed_later_time_replaces_the_promise(self) -> None:
        """An agreed later time replaces every nearer arrival."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00")
        agreed = {"kind": "looser", "milestone": "arrived", "by": "2026-11-03T10:30:00+08:00", "accepted": True}
        ticket = ticket.did("requested_response_set", "Mon 09:10", **agreed)
        assert ticket.outcome(SEVERE_ARRIVE) == "waived"
        assert (ticket.due(AGREED), ticket.clock(AGREED).milestone) == ("Tue 10:30", "arrived")

    def test_an_accepted_earlier_time_adds_a_promise(self) -> None:
        """An accepted earlier time adds a promise and waives none."""
        wanted = {"kind": "tighter", "milestone": "arrived", "by": "2026-11-02T09:30:00+08:00", "accepted": True}
        ticket = a_ticket().reported("Mon 09:00").did("requested_response_set", "Mon 09:05", **wanted)
        assert (ticket.due(AGREED), ticket.outcome(SEVERE_ARRIVE)) == ("Mon 09:30", "open")

    def test_a_requested_time_that_is_not_accepted_is_no_promise(self) -> None:
        """A requested time that is not accepted is no promise."""
        wanted = {"kind": "tighter", "milestone": "arrived", "by": "2026-11-02T09:30:00+08:00", "accepted": False}
        assert not a_ticket().reported("Mon 09:00").did("requested_response_set", "Mon 09:05", **wanted).clocks(AGREED)

    def test_a_new_agreement_replaces_the_old_one(self) -> None:
        """Two agreements lead to two clocks, of which the first is superseded."""
        ticket = a_ticket().reported("Mon 09:00")
        for when, by in (("Mon 09:10", "2026-11-02T15:00:00+08:00"), ("Mon 10:00", "2026-11-02T18:00:00+08:00")):
            wanted = {"kind": "looser", "milestone": "arrived", "by": by, "accepted": True}
            ticket = ticket.did("requested_response_set", when, **wanted)
        first, second = ticket.clocks(AGREED)
        assert (first.outcome, second.outcome, given(second.due)) == ("superseded", "open", "Mon 18:00")

    def test_a_cancelled_visit_waives_its_promises(self) -> None:
        """Cancelling the visit waives reaction and arrival, not the fix."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00")
        ticket = ticket.did("onsite_cancelled", "Mon 09:20")
        assert (ticket.outcome(REACT), ticket.outcome(SEVERE_ARRIVE), ticket.outcome(FIX)) == (
            "waived",
            "waived",
            "open",
        )
