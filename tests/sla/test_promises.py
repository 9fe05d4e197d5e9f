"""Promises: when a clock starts, what keeps it, and how a ticket ends."""

import pytest
from builders import a_ticket, given
from clauses import FIX, LOANER, PHONE, REPORT, SEVERE_ARRIVE, SEVERE_RESPOND, URGENT_ARRIVE


class TestStarts:
    """Clocks start with a call, a logging or a request, in the service hours of their level."""

    def test_a_call_starts_when_it_comes_in(self) -> None:
        """The clock of a phone call runs from the call, however late it is logged."""
        assert a_ticket().reported("Mon 09:00", logged="Mon 09:07").due(PHONE) == "Mon 09:10"

    def test_other_channels_start_when_they_are_logged(self) -> None:
        """A mail of 08:00 that is logged at 09:20 must be answered by 09:30."""
        assert a_ticket(channel="email").reported("Mon 08:00", logged="Mon 09:20").due(PHONE) == "Mon 09:30"

    def test_logging_a_mail_has_a_soft_promise_of_its_own(self) -> None:
        """A mail of 08:00 should be logged within half an hour of the opening of the hotline."""
        ticket = a_ticket(channel="email").reported("Mon 08:00", logged="Mon 09:20")
        assert (ticket.due("S5.1-mail.handle"), ticket.clock("S5.1-mail.handle").soft) == ("Mon 09:30", True)
        assert ticket.outcome("S5.1-mail.handle") == "met"

    def test_the_level_names_the_hours(self) -> None:
        """Routine hours close at 17:30, so four hours from 15:00 end the next morning."""
        assert a_ticket(level="routine", severity="general").reported("Mon 15:00").due(FIX) == "Tue 10:30"

    def test_full_urgent_never_closes(self) -> None:
        """At the highest level, four hours from 23:00 end at 03:00."""
        assert a_ticket(level="full_urgent").reported("Mon 23:00").due(FIX) == "Tue 03:00"

    def test_a_catastrophe_has_all_hours_whatever_the_level(self) -> None:
        """A catastrophic ticket of the urgent level is not limited to the hours of its level (rule 2)."""
        assert a_ticket(severity="catastrophic").reported("Mon 22:00").due(FIX) == "Tue 02:00"

    def test_a_due_time_at_closing_time_is_not_moved(self) -> None:
        """Four hours from 13:30 end at 17:30 and not at the next opening (rule 3)."""
        assert a_ticket(level="routine", severity="general").reported("Mon 13:30").due(FIX) == "Mon 17:30"

    def test_diagnosis_counts_plain_hours(self) -> None:
        """The twenty-four hours for the diagnosis are a full day, not service hours (rule 2)."""
        assert a_ticket().reported("Mon 18:00").due("S3-matrix-severe.diagnose") == "Tue 18:00"

    def test_an_engineer_on_site_has_only_the_soft_response(self) -> None:
        """With an engineer already on site only the soft five minutes run, with no arrival and no call-back."""
        ticket = a_ticket(engineer_on_site=True).reported("Mon 09:00")
        assert ticket.due("S3-matrix-onsite") == "Mon 09:05"
        assert not ticket.clocks(SEVERE_ARRIVE)
        assert not ticket.clocks(SEVERE_RESPOND)

    @pytest.mark.parametrize("kind", ["question", "request", "upgrade", "planned"])
    def test_only_incidents_are_fixed_within_four_hours(self, kind: str) -> None:
        """Tickets of other kinds have no fix clock."""
        assert not a_ticket(kind=kind).reported("Mon 09:00").clocks(FIX)

    def test_an_internal_ticket_has_no_first_response(self) -> None:
        """A ticket that the desk opened itself needs no first response."""
        assert not a_ticket(channel="internal").reported("Mon 09:00").clocks(PHONE)

    def test_before_final_acceptance_the_same_clocks_run(self) -> None:
        """Service hours and promises do not depend on the phase of the contract."""
        assert a_ticket(kind="incident").reported("Mon 09:00").due(FIX) == "Mon 13:00"

    def test_when_a_promise_is_nearly_due(self) -> None:
        """A promise is nearly due when three quarters are over or fifteen minutes remain, whichever comes first.

        A shorter promise is nearly due from the second at which it starts.
        """
        ticket = a_ticket().reported("Mon 09:00")
        assert given(ticket.clock(FIX).warns_at) == "Mon 12:00"
        assert given(ticket.clock(SEVERE_RESPOND).warns_at) == "Mon 09:15"
        assert ticket.clock(PHONE).warns_at == ticket.clock(PHONE).start


class TestKept:
    """A promise is kept by the first action that satisfies it by the due time."""

    def test_an_answer_in_time(self) -> None:
        """An answer on the last second keeps the promise."""
        assert a_ticket().reported("Mon 09:00").did("first_response", "Mon 09:10").outcome(PHONE) == "met"

    def test_an_answer_too_late(self) -> None:
        """An answer one minute after the due time misses the promise."""
        assert a_ticket().reported("Mon 09:00").did("first_response", "Mon 09:11").outcome(PHONE) == "missed"

    def test_an_answer_given_before_the_logging_counts(self) -> None:
        """An answer counts even if the technician logs the ticket afterwards."""
        ticket = a_ticket().reported("Mon 09:00", logged="Mon 09:06").did("first_response", "Mon 09:01")
        assert given(ticket.clock(PHONE).stop) == "Mon 09:01"
        assert ticket.outcome(PHONE) == "met"

    def test_the_first_answer_counts(self) -> None:
        """A second answer does not replace the first."""
        ticket = a_ticket().reported("Mon 09:00").did("first_response", "Mon 09:05").did("first_response", "Mon 10:00")
        assert given(ticket.clock(PHONE).stop) == "Mon 09:05"

    def test_a_report_written_before_the_ticket_is_resolved_counts(self) -> None:
        """A report that is issued before the resolution counts, and none is owed afterwards (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("report_issued", "Mon 10:00").did("resolved", "Mon 10:05")
        assert ticket.outcome(REPORT) == "not_needed"

    def test_developers_engaged_before_the_cause_was_classified_count(self) -> None:
        """Developers who are already engaged need not be engaged again (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("dev_team_engaged", "Mon 09:30")
        ticket = ticket.did("diagnosed", "Mon 10:00", cause_class="development_defect_severe")
        assert ticket.outcome("S3-em-severe") == "not_needed"

    def test_an_engineer_on_site_has_arrived(self) -> None:
        """A second request while the engineer is still on site needs no arrival (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").did("arrived", "Mon 09:50")
        first, second = ticket.did("onsite_requested", "Mon 11:00").clocks(URGENT_ARRIVE)
        assert (first.outcome, second.outcome) == ("met", "not_needed")

    def test_an_engineer_who_left_must_arrive_again(self) -> None:
        """After the engineer left, a new request starts a new arrival clock."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").did("arrived", "Mon 09:50")
        ticket = ticket.did("left_site", "Mon 10:30").did("onsite_requested", "Mon 11:00")
        first, second = ticket.clocks(URGENT_ARRIVE)
        assert (first.outcome, second.outcome, given(second.due)) == ("met", "open", "Mon 15:00")

    def test_a_repeated_request_of_one_visit_changes_nothing(self) -> None:
        """A visit that is already requested keeps its first due time."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00")
        assert ticket.did("onsite_requested", "Mon 09:40").due(URGENT_ARRIVE) == "Mon 13:00"


class TestLoaner:
    """The clock that opens when the four hours are over and counts from the occurrence (rule 16)."""

    BROKEN = a_ticket().occurred("Mon 07:00").reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="hard")

    def test_the_loaner_counts_from_the_occurrence(self) -> None:
        """The loaner is due twelve full hours after 07:00, and is pending until the fix is due at 13:00."""
        assert self.BROKEN.due(LOANER) == "Mon 19:00"
        assert self.BROKEN.state(LOANER, "Mon 12:59") == "pending"
        assert self.BROKEN.state(LOANER, "Mon 13:01") == "running"

    def test_a_fix_in_time_needs_no_loaner(self) -> None:
        """No loaner is needed if the fix is in time."""
        assert self.BROKEN.did("resolved", "Mon 12:30").outcome(LOANER) == "not_needed"

    def test_a_late_fix_before_the_loaner_is_due_needs_none(self) -> None:
        """No loaner is needed any more if the fix is late but before the loaner was due."""
        assert self.BROKEN.did("resolved", "Mon 15:00").outcome(LOANER) == "not_needed"

    def test_a_soft_fault_has_no_loaner(self) -> None:
        """A soft fault has no loaner clock, because only hardware is lent."""
        ticket = a_ticket().reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="soft")
        assert not ticket.clocks(LOANER)

    def test_an_unknown_occurrence_counts_from_the_report(self) -> None:
        """The loaner clock counts from the call if the time of the occurrence is unknown."""
        ticket = a_ticket().reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="hard")
        assert ticket.due(LOANER) == "Mon 21:00"


class TestTheEnd:
    """A duplicate or a closing ends the clocks of a ticket."""

    def test_the_clocks_of_a_duplicate_are_superseded(self) -> None:
        """All clocks of a duplicate are superseded, because those of the first ticket continue."""
        ticket = a_ticket().reported("Mon 09:00").did("duplicate_of", "Mon 09:05", ticket="T-001")
        assert {clock.outcome for clock in ticket.derived().clocks} == {"superseded"}

    def test_a_promise_missed_before_the_duplicate_remains_missed(self) -> None:
        """Marking a duplicate late does not excuse a missed promise."""
        ticket = a_ticket().reported("Mon 09:00").did("duplicate_of", "Mon 09:15", ticket="T-001")
        assert ticket.outcome(PHONE) == "missed"

    @pytest.mark.parametrize("step", ["closed", "closed_without_answer"])
    def test_nothing_runs_on_a_closed_ticket(self, step: str) -> None:
        """A promise that was not due when the ticket was closed is not needed any more."""
        ticket = a_ticket().reported("Mon 09:00").did(step, "Mon 09:05")
        assert {clock.outcome for clock in ticket.derived().clocks} == {"not_needed"}

    def test_a_ticket_that_was_never_logged_can_be_closed(self) -> None:
        """Closing ends the clocks also if the logging was corrected and closing is the first remaining action."""
        ticket = a_ticket().reported("Mon 09:00")
        (logged,) = ticket.facts
        closed = ticket.corrected(logged.seq, "Mon 09:01").did("closed", "Mon 09:05")
        assert {clock.outcome for clock in closed.derived().clocks} == {"not_needed"}
