"""Rules 4, 5 and 8: severity and level change, emergencies, reopenings, corrections."""

import pytest
from builders import a_ticket, given
from clauses import FIX, GENERAL_ARRIVE, MAJOR_ARRIVE, MAJOR_RESOLVE, REACT, SEVERE_ARRIVE, SEVERE_RESPOND


class TestChanges:
    """Rule 4: severity and level change."""

    def test_a_raised_severity_starts_new_clocks(self) -> None:
        """The old clocks are superseded at the change, the new ones start there."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 10:00", to="catastrophic")
        assert ticket.outcome(SEVERE_ARRIVE) == "superseded"
        assert ticket.due("S3-matrix-catastrophic.arrive") == "Mon 11:00"

    def test_an_old_breach_stays_a_breach(self) -> None:
        """What was overdue at the change stays missed."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 11:30", to="general")
        assert ticket.outcome(SEVERE_ARRIVE) == "missed"

    def test_a_severity_that_comes_back_goes_on(self) -> None:
        """Severe, general, severe: one clock with its first start (rule 14), superseded while the other holds."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 09:30", to="general")
        assert ticket.outcome(SEVERE_ARRIVE) == "superseded"
        back = ticket.did("severity_changed", "Mon 10:00", to="severe")
        assert (back.outcome(SEVERE_ARRIVE), back.due(SEVERE_ARRIVE)) == ("open", "Mon 11:00")

    @pytest.mark.parametrize(("came", "outcome"), [("Mon 09:40", "not_needed"), ("Mon 11:10", "missed")])
    def test_what_was_reached_meanwhile(self, came: str, outcome: str) -> None:
        """An arrival while the other severity held is too late for the returning clock, or enough (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 09:30", to="general")
        ticket = ticket.did("arrived", came).did("severity_changed", "Mon 11:30", to="severe")
        assert ticket.outcome(SEVERE_ARRIVE) == outcome

    def test_a_call_back_made_before_the_raise_is_made(self) -> None:
        """One reaction counts once: the promise of the new severity is not needed (rule 14)."""
        ticket = a_ticket(severity="general").reported("Mon 09:00").did("engineer_response", "Mon 09:20")
        assert ticket.did("severity_changed", "Mon 10:00", to="severe").outcome(SEVERE_RESPOND) == "not_needed"

    def test_a_raise_after_the_engineer_left_asks_for_a_new_arrival(self) -> None:
        """An arrival holds until the engineer leaves."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00").did("left_site", "Mon 11:00")
        ticket = ticket.did("severity_changed", "Mon 14:00", to="catastrophic")
        clock = ticket.clock("S3-matrix-catastrophic.arrive")
        assert (given(clock.start), clock.outcome) == ("Mon 14:00", "open")

    def test_a_raise_while_the_engineer_is_there_needs_no_arrival(self) -> None:
        """Nobody need arrive who has (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00")
        assert (
            ticket.did("severity_changed", "Mon 14:00", to="catastrophic").outcome("S3-matrix-catastrophic.arrive")
            == "not_needed"
        )

    def test_a_raised_level_makes_clocks_run_on(self) -> None:
        """Rule 15: each stretch is counted in the hours of the level in force there."""
        ticket = a_ticket(level="routine", severity="general").reported("Mon 16:00")
        assert ticket.did("level_changed", "Mon 16:30", to="urgent").due(FIX) == "Mon 20:00"
        assert ticket.clock(FIX).calendar == "ROUTINE"

    def test_a_lowered_level_leaves_what_has_passed(self) -> None:
        """Elapsed time stays elapsed; the rest is counted in the hours of the lower level (rule 15)."""
        ticket = a_ticket(level="urgent", severity="general").reported("Mon 16:30")
        assert ticket.did("level_changed", "Mon 17:00", to="routine").due(FIX) == "Tue 12:00"

    def test_a_raised_level_gives_its_hours_to_clocks_that_start_later(self) -> None:
        """A visit asked for after the change runs on the new hours."""
        ticket = a_ticket(level="routine", severity="general").reported("Mon 16:00")
        ticket = ticket.did("level_changed", "Mon 16:30", to="urgent").did("onsite_requested", "Mon 17:00")
        assert ticket.due(GENERAL_ARRIVE) == "Mon 21:00"

    def test_a_severity_chosen_in_the_same_moment_is_the_first(self) -> None:
        """Steps of one moment belong together: the hours are those of what was chosen."""
        ticket = a_ticket(severity=None, level="urgent").reported("Mon 22:00")
        assert ticket.did("severity_changed", "Mon 22:00", to="catastrophic").due(FIX) == "Tue 02:00"


class TestEmergency:
    """Rule 5: declared, kept, revoked."""

    def test_it_replaces_the_normal_clocks(self) -> None:
        """The four-hour fix and the sixty-minute reaction give way to twelve hours and arrival in one."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").emergency("Mon 09:30")
        assert (ticket.outcome(FIX), ticket.outcome(REACT)) == ("superseded", "superseded")
        assert (ticket.due(MAJOR_ARRIVE), ticket.due(MAJOR_RESOLVE)) == ("Mon 10:30", "Mon 21:30")

    def test_it_counts_from_the_notice(self) -> None:
        """A notice that came before the declaration starts the clocks."""
        ticket = a_ticket().reported("Mon 09:00")
        ticket = ticket.did("emergency_declared", "Mon 09:30", notice_at="2026-11-02T09:10:00+08:00")
        assert ticket.due(MAJOR_ARRIVE) == "Mon 10:10"

    def test_a_fix_that_was_overdue_stays_missed(self) -> None:
        """Declaring late is no way out."""
        assert a_ticket().reported("Mon 09:00").emergency("Mon 13:30").outcome(FIX) == "missed"

    def test_revoking_restores_the_normal_clocks(self) -> None:
        """After a revocation the normal clocks are what they would have been, starts unchanged."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").emergency("Mon 09:30")
        ticket = ticket.did("emergency_revoked", "Mon 10:00")
        assert (ticket.due(FIX), ticket.due(REACT)) == ("Mon 13:00", "Mon 10:00")
        assert {ticket.outcome(MAJOR_ARRIVE), ticket.outcome(MAJOR_RESOLVE)} == {"superseded"}
        assert ticket.derived().mode == "normal"

    def test_it_can_be_declared_again_after_it_was_revoked(self) -> None:
        """The second emergency has clocks of its own."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("emergency_revoked", "Mon 10:00")
        first, second = ticket.emergency("Mon 11:00").clocks(MAJOR_ARRIVE)
        assert (first.outcome, given(second.due)) == ("superseded", "Mon 12:00")

    @pytest.mark.parametrize("between", ["Mon 09:40", "Mon 11:30"])
    def test_declaring_what_is_declared_changes_nothing(self, between: str) -> None:
        """A second declaration starts no second clock, not even after the first was kept."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("arrived", "Mon 10:00")
        ticket = ticket.did("left_site", "Mon 11:00").emergency(between)
        assert ticket.due(MAJOR_ARRIVE) == "Mon 10:30"


class TestReopening:
    """Rule 8: the symptom persists, or only the report does not please."""

    def test_for_the_symptom_the_fix_is_not_kept(self) -> None:
        """The earlier resolution is void; the due time is the old one."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(FIX), ticket.due(FIX)) == ("open", "Mon 13:00")
        assert ticket.did("resolved", "Mon 14:00").outcome(FIX) == "missed"

    def test_for_the_report_the_fix_stays_kept(self) -> None:
        """A report that does not please is no fault that came back."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=False).did("resolved", "Mon 18:00")
        assert (ticket.outcome(FIX), given(ticket.clock(FIX).stop)) == ("met", "Mon 11:00")

    def test_closing_before_the_reopening_is_no_way_out(self) -> None:
        """Resolved, closed, and the symptom is back: the fix clock was never over."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 10:00").did("closed", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(FIX), ticket.state(FIX, "Mon 13:30")) == ("open", "overdue")

    def test_a_revoked_emergency_does_not_come_back(self) -> None:
        """Reopening revives the fix that was promised, not the emergency that was revoked."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("emergency_revoked", "Mon 10:00")
        ticket = ticket.did("resolved", "Mon 11:00").did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(MAJOR_RESOLVE), ticket.outcome(FIX)) == ("superseded", "open")

    def test_reopening_an_open_ticket_leaves_its_status(self) -> None:
        """There is nothing to reopen; the clocks go on."""
        ticket = a_ticket().reported("Mon 09:00").did("engineer_response", "Mon 09:10")
        ticket = ticket.did("reopened", "Mon 09:30", symptom=True)
        assert (ticket.derived().status, ticket.due(FIX), ticket.outcome(FIX)) == ("in_progress", "Mon 13:00", "open")


class TestCorrections:
    """A step that was recorded by mistake."""

    def test_it_is_taken_back(self) -> None:
        """A corrected arrival keeps no promise."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10")
        assert ticket.outcome(SEVERE_ARRIVE) == "met"
        assert ticket.corrected(2, "Mon 10:20").outcome(SEVERE_ARRIVE) == "open"

    def test_the_right_step_takes_its_place(self) -> None:
        """Recorded again it counts at its own time."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 11:30").corrected(2, "Mon 11:40")
        assert ticket.did("arrived", "Mon 10:30").outcome(SEVERE_ARRIVE) == "met"

    def test_a_step_recorded_again_for_its_time_keeps_its_place(self) -> None:
        """A pause that ended in the minute in which it began has still ended when it is recorded in other words."""
        ticket = a_ticket().reported("Mon 09:00").did("engineer_response", "Mon 09:05")
        ticket = ticket.paused("Mon 10:00").resumed("Mon 10:00").corrected(3, "Mon 10:05")
        assert ticket.paused("Mon 10:00").derived().status == "in_progress"

    def test_a_step_recorded_before_the_correction_keeps_its_own_place(self) -> None:
        """Of two resolutions in one minute with a reopening between them, the second is the last word."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 10:00").did("reopened", "Mon 10:00")
        assert ticket.did("resolved", "Mon 10:00").corrected(2, "Mon 10:05").derived().status == "resolved"

    def test_a_corrected_status_step_leaves_no_trace(self) -> None:
        """The status is what the remaining steps lead to."""
        ticket = a_ticket().reported("Mon 09:00").did("closed", "Mon 10:00").corrected(2, "Mon 10:05")
        assert ticket.derived().status == "new"

    def test_a_correction_cannot_be_taken_back(self) -> None:
        """What was taken back is recorded again."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10").corrected(2, "Mon 10:20")
        assert ticket.corrected(3, "Mon 10:25").outcome(SEVERE_ARRIVE) == "open"

    @pytest.mark.parametrize("seq", [99, None, "2", [2], {}])
    def test_a_correction_of_nothing_changes_nothing(self, seq: object) -> None:
        """A number that no step has takes nothing back."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10").did("corrected", "Mon 10:20", seq=seq)
        assert ticket.outcome(SEVERE_ARRIVE) == "met"
