"""Rules 4, 5 and 8: changes of severity and level, emergencies, reopenings and corrections."""

import pytest
from builders import a_ticket, given
from clauses import FIX, GENERAL_ARRIVE, MAJOR_ARRIVE, MAJOR_RESOLVE, REACT, SEVERE_ARRIVE, SEVERE_RESPOND


class TestChanges:
    """Rule 4: changes of severity and level."""

    def test_a_raised_severity_starts_new_clocks(self) -> None:
        """The old clocks are superseded at the change, and the new ones start at that time."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 10:00", to="catastrophic")
        assert ticket.outcome(SEVERE_ARRIVE) == "superseded"
        assert ticket.due("S3-matrix-catastrophic.arrive") == "Mon 11:00"

    def test_an_old_breach_stays_a_breach(self) -> None:
        """A clock that was overdue at the change remains missed."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 11:30", to="general")
        assert ticket.outcome(SEVERE_ARRIVE) == "missed"

    def test_a_restored_severity_continues_its_clock(self) -> None:
        """A severity that is restored continues its clock with the first start (rule 14), superseded in between."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 09:30", to="general")
        assert ticket.outcome(SEVERE_ARRIVE) == "superseded"
        back = ticket.did("severity_changed", "Mon 10:00", to="severe")
        assert (back.outcome(SEVERE_ARRIVE), back.due(SEVERE_ARRIVE)) == ("open", "Mon 11:00")

    @pytest.mark.parametrize(("arrival", "outcome"), [("Mon 09:40", "not_needed"), ("Mon 11:10", "missed")])
    def test_an_arrival_during_another_severity(self, arrival: str, outcome: str) -> None:
        """An arrival during another severity either satisfies the returning clock or is too late for it (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("severity_changed", "Mon 09:30", to="general")
        ticket = ticket.did("arrived", arrival).did("severity_changed", "Mon 11:30", to="severe")
        assert ticket.outcome(SEVERE_ARRIVE) == outcome

    def test_a_call_back_before_the_raise_counts(self) -> None:
        """A call-back before the severity was raised also counts for the new severity (rule 14)."""
        ticket = a_ticket(severity="general").reported("Mon 09:00").did("engineer_response", "Mon 09:20")
        assert ticket.did("severity_changed", "Mon 10:00", to="severe").outcome(SEVERE_RESPOND) == "not_needed"

    def test_a_raise_after_the_engineer_left_needs_a_new_arrival(self) -> None:
        """An arrival counts only until the engineer leaves, so a severity raised later needs a new one."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00").did("left_site", "Mon 11:00")
        ticket = ticket.did("severity_changed", "Mon 14:00", to="catastrophic")
        clock = ticket.clock("S3-matrix-catastrophic.arrive")
        assert (given(clock.start), clock.outcome) == ("Mon 14:00", "open")

    def test_a_raise_while_the_engineer_is_on_site_needs_no_arrival(self) -> None:
        """An engineer who is on site need not arrive again when the severity is raised (rule 14)."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:00")
        assert (
            ticket.did("severity_changed", "Mon 14:00", to="catastrophic").outcome("S3-matrix-catastrophic.arrive")
            == "not_needed"
        )

    def test_a_raised_level_extends_the_hours_of_running_clocks(self) -> None:
        """Each stretch of a clock is counted in the service hours of the level in force at the time (rule 15)."""
        ticket = a_ticket(level="routine", severity="general").reported("Mon 16:00")
        assert ticket.did("level_changed", "Mon 16:30", to="urgent").due(FIX) == "Mon 20:00"
        assert ticket.clock(FIX).calendar == "ROUTINE"

    def test_a_lowered_level_keeps_the_elapsed_time(self) -> None:
        """Elapsed time is kept, and the rest is counted in the service hours of the lower level (rule 15)."""
        ticket = a_ticket(level="urgent", severity="general").reported("Mon 16:30")
        assert ticket.did("level_changed", "Mon 17:00", to="routine").due(FIX) == "Tue 12:00"

    def test_a_raised_level_sets_the_hours_of_later_clocks(self) -> None:
        """A visit that is requested after the change uses the service hours of the new level."""
        ticket = a_ticket(level="routine", severity="general").reported("Mon 16:00")
        ticket = ticket.did("level_changed", "Mon 16:30", to="urgent").did("onsite_requested", "Mon 17:00")
        assert ticket.due(GENERAL_ARRIVE) == "Mon 21:00"

    def test_a_severity_chosen_at_the_same_time_is_the_first(self) -> None:
        """Actions of one time belong together, so a severity chosen then decides the service hours from the start."""
        ticket = a_ticket(severity=None, level="urgent").reported("Mon 22:00")
        assert ticket.did("severity_changed", "Mon 22:00", to="catastrophic").due(FIX) == "Tue 02:00"


class TestEmergency:
    """Rule 5: an emergency is declared, kept and revoked."""

    def test_an_emergency_replaces_the_normal_clocks(self) -> None:
        """A fix in twelve hours and an arrival in one replace the four-hour fix and the sixty-minute reaction."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").emergency("Mon 09:30")
        assert (ticket.outcome(FIX), ticket.outcome(REACT)) == ("superseded", "superseded")
        assert (ticket.due(MAJOR_ARRIVE), ticket.due(MAJOR_RESOLVE)) == ("Mon 10:30", "Mon 21:30")

    def test_an_emergency_counts_from_the_notice(self) -> None:
        """A notice before the declaration starts the clocks of the emergency."""
        ticket = a_ticket().reported("Mon 09:00")
        ticket = ticket.did("emergency_declared", "Mon 09:30", notice_at="2026-11-02T09:10:00+08:00")
        assert ticket.due(MAJOR_ARRIVE) == "Mon 10:10"

    def test_a_fix_that_was_overdue_stays_missed(self) -> None:
        """Declaring an emergency late does not excuse an overdue fix."""
        assert a_ticket().reported("Mon 09:00").emergency("Mon 13:30").outcome(FIX) == "missed"

    def test_revoking_restores_the_normal_clocks(self) -> None:
        """A revocation restores the normal clocks with their original starts."""
        ticket = a_ticket().reported("Mon 09:00").did("onsite_requested", "Mon 09:00").emergency("Mon 09:30")
        ticket = ticket.did("emergency_revoked", "Mon 10:00")
        assert (ticket.due(FIX), ticket.due(REACT)) == ("Mon 13:00", "Mon 10:00")
        assert {ticket.outcome(MAJOR_ARRIVE), ticket.outcome(MAJOR_RESOLVE)} == {"superseded"}
        assert ticket.derived().mode == "normal"

    def test_an_emergency_can_be_declared_again_after_it_was_revoked(self) -> None:
        """A second emergency has clocks of its own."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("emergency_revoked", "Mon 10:00")
        first, second = ticket.emergency("Mon 11:00").clocks(MAJOR_ARRIVE)
        assert (first.outcome, given(second.due)) == ("superseded", "Mon 12:00")

    @pytest.mark.parametrize("between", ["Mon 09:40", "Mon 11:30"])
    def test_a_repeated_declaration_changes_nothing(self, between: str) -> None:
        """A repeated declaration starts no second clock, not even after the first promise was kept."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("arrived", "Mon 10:00")
        ticket = ticket.did("left_site", "Mon 11:00").emergency(between)
        assert ticket.due(MAJOR_ARRIVE) == "Mon 10:30"


class TestReopening:
    """Rule 8: a ticket is reopened because the symptom persists or only because the report is not accepted."""

    def test_a_persisting_symptom_voids_the_fix(self) -> None:
        """The earlier resolution is void, and the due time remains the same."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(FIX), ticket.due(FIX)) == ("open", "Mon 13:00")
        assert ticket.did("resolved", "Mon 14:00").outcome(FIX) == "missed"

    def test_a_rejected_report_does_not_void_the_fix(self) -> None:
        """A rejected report does not void the resolution."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=False).did("resolved", "Mon 18:00")
        assert (ticket.outcome(FIX), given(ticket.clock(FIX).stop)) == ("met", "Mon 11:00")

    def test_closing_before_the_reopening_does_not_end_the_fix_clock(self) -> None:
        """The fix clock continues if the symptom persists on a ticket that was resolved and closed."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 10:00").did("closed", "Mon 11:00")
        ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(FIX), ticket.state(FIX, "Mon 13:30")) == ("open", "overdue")

    def test_a_revoked_emergency_is_not_restored(self) -> None:
        """Reopening restores the promised fix, not the emergency that was revoked."""
        ticket = a_ticket().reported("Mon 09:00").emergency("Mon 09:30").did("emergency_revoked", "Mon 10:00")
        ticket = ticket.did("resolved", "Mon 11:00").did("reopened", "Mon 12:00", symptom=True)
        assert (ticket.outcome(MAJOR_RESOLVE), ticket.outcome(FIX)) == ("superseded", "open")

    def test_a_resolution_that_became_void_excuses_no_emergency(self) -> None:
        """The fix of an emergency is not owed after a resolution that stands; it is once the symptom voids that one."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 10:00")
        ticket = ticket.did("reopened", "Mon 10:10", symptom=False).emergency("Mon 10:30").did("resolved", "Mon 10:40")
        assert ticket.outcome(MAJOR_RESOLVE) == "not_needed"
        back = ticket.did("reopened", "Mon 11:00", symptom=True)
        assert (back.outcome(MAJOR_RESOLVE), back.outcome(FIX)) == ("open", "superseded")
        assert given(back.did("resolved", "Mon 12:00").clock(MAJOR_RESOLVE).stop) == "Mon 12:00"
        later = ticket.did("reopened", "Thu 11:00", symptom=True)
        assert [clock.outcome for clock in later.clocks(MAJOR_RESOLVE)] == ["not_needed", "open"]

    def test_reopening_an_open_ticket_leaves_its_status(self) -> None:
        """Reopening an open ticket changes neither its status nor its clocks."""
        ticket = a_ticket().reported("Mon 09:00").did("engineer_response", "Mon 09:10")
        ticket = ticket.did("reopened", "Mon 09:30", symptom=True)
        assert (ticket.derived().status, ticket.due(FIX), ticket.outcome(FIX)) == ("in_progress", "Mon 13:00", "open")


class TestCorrections:
    """Corrections of actions that were recorded by mistake."""

    def test_a_corrected_action_keeps_no_promise(self) -> None:
        """A corrected arrival keeps no promise."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10")
        assert ticket.outcome(SEVERE_ARRIVE) == "met"
        assert ticket.corrected(2, "Mon 10:20").outcome(SEVERE_ARRIVE) == "open"

    def test_an_action_recorded_after_the_correction_counts(self) -> None:
        """An action that is recorded again after its correction counts at its own time."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 11:30").corrected(2, "Mon 11:40")
        assert ticket.did("arrived", "Mon 10:30").outcome(SEVERE_ARRIVE) == "met"

    def test_an_action_recorded_again_at_its_time_keeps_its_place(self) -> None:
        """A pause that ended in the minute in which it began has still ended after it is recorded again."""
        ticket = a_ticket().reported("Mon 09:00").did("engineer_response", "Mon 09:05")
        ticket = ticket.paused("Mon 10:00").resumed("Mon 10:00").corrected(3, "Mon 10:05")
        assert ticket.paused("Mon 10:00").derived().status == "in_progress"

    def test_an_action_recorded_before_the_correction_keeps_its_place(self) -> None:
        """Of two resolutions in one minute with a reopening between them, the second decides the status."""
        ticket = a_ticket().reported("Mon 09:00").did("resolved", "Mon 10:00").did("reopened", "Mon 10:00")
        assert ticket.did("resolved", "Mon 10:00").corrected(2, "Mon 10:05").derived().status == "resolved"

    def test_a_corrected_action_does_not_change_the_status(self) -> None:
        """The status follows from the remaining actions."""
        ticket = a_ticket().reported("Mon 09:00").did("closed", "Mon 10:00").corrected(2, "Mon 10:05")
        assert ticket.derived().status == "new"

    def test_a_correction_cannot_be_corrected(self) -> None:
        """A correction cannot be corrected; the action must be recorded again."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10").corrected(2, "Mon 10:20")
        assert ticket.corrected(3, "Mon 10:25").outcome(SEVERE_ARRIVE) == "open"

    @pytest.mark.parametrize("seq", [99, None, "2", [2], {}])
    def test_a_correction_of_an_unknown_action_changes_nothing(self, seq: object) -> None:
        """A correction with a number that no action has changes nothing."""
        ticket = a_ticket().reported("Mon 09:00").did("arrived", "Mon 10:10").did("corrected", "Mon 10:20", seq=seq)
        assert ticket.outcome(SEVERE_ARRIVE) == "met"
