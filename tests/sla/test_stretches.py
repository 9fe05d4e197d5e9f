"""The arithmetic that `clock explain` shows: what was counted, what was not, and the days that were closed."""

from builders import Ticket, a_ticket, at, given, packaged

from deskctl.sla.explain import OPEN, PAUSED, Explanation, explain, skipped_days
from deskctl.sla.facts import Case

FIX = "S5.5-normal-1.fix"
HOUR = 3600


def explained(ticket: Ticket) -> Explanation:
    """Explain the clock of the fix."""
    return explain(ticket.clock(FIX), Case(ticket.intake, ticket.facts), ticket.policy)


def shown(ticket: Ticket) -> list[tuple[str, str | None, str | None, float]]:
    """Return the stretches of the clock of the fix as a person reads them, with the hours that are counted by then."""
    return [(one.kind, given(one.begin), given(one.end), one.total / HOUR) for one in explained(ticket).stretches]


def test_pauses_and_closed_hours_are_not_counted() -> None:
    """Each stretch goes on from the one before; a pause counts nothing, and what follows the due time is not shown."""
    ticket = a_ticket(level="routine").reported("Mon 16:00").paused("Mon 16:30").resumed("Mon 17:00")
    ticket = ticket.paused("Tue 18:00").resumed("Tue 19:00")
    assert shown(ticket) == [
        (OPEN, "Mon 16:00", "Mon 16:30", 0.5),
        (PAUSED, "Mon 16:30", "Mon 17:00", 0.5),
        (OPEN, "Mon 17:00", "Mon 17:30", 1.0),
        (OPEN, "Tue 09:00", "Tue 12:00", 4.0),
    ]


def test_hours_of_two_levels_add_up() -> None:
    """After the level was raised the count goes on in the hours of the new one, from where it stood."""
    raised = a_ticket(level="routine").reported("Mon 17:00").did("level_changed", "Mon 17:20", to="urgent")
    assert [(end, round(60 * hours)) for _kind, _begin, end, hours in shown(raised)] == [
        ("Mon 17:20", 20),
        ("Mon 21:00", 240),
    ]


def test_whatever_is_recorded_the_stretches_come_to_the_promised_time() -> None:
    """The open time of the last stretch is what was promised, and no stretch counts less than the one before."""
    plain = a_ticket(level="routine").reported("Fri 16:00")
    for ticket in (
        plain,
        plain.paused("Fri 16:10"),
        plain.paused("Fri 16:10").resumed("next Mon 09:20"),
        plain.did("level_changed", "Fri 16:30", to="urgent"),
        plain.did("level_changed", "Fri 16:30", to="urgent").paused("Fri 17:00").resumed("Fri 17:45"),
    ):
        totals = [one.total for one in explained(ticket).stretches]
        assert totals == sorted(totals)
        assert totals[-1] == ticket.clock(FIX).seconds


def test_the_first_and_the_last_day_are_among_those_that_were_closed() -> None:
    """A holiday is named also if the time ends on it."""
    calendar = packaged().calendars["ROUTINE"]
    start, end = at("2026-09-30 09:00"), at("2026-10-01 09:00")
    assert [f"{day}" for day, _name in skipped_days(calendar, start, end)] == ["2026-10-01"]
    assert [f"{day}" for day, _name in skipped_days(calendar, end, end)] == ["2026-10-01"]
