"""The calculation that `clock explain` shows: counted time, time not counted, and closed days."""

from builders import Ticket, a_ticket, at, given, packaged

from deskctl.sla.explain import OPEN, PAUSED, Explanation, explain, skipped_days
from deskctl.sla.facts import Case

FIX = "S5.5-normal-1.fix"
HOUR = 3600


def explained(ticket: Ticket) -> Explanation:
    """Return the explanation of the fix clock."""
    return explain(ticket.clock(FIX), Case(ticket.intake, ticket.facts), ticket.policy)


def shown(ticket: Ticket) -> list[tuple[str, str | None, str | None, float]]:
    """Return the displayed stretches of the fix clock, each with the hours counted by its end."""
    return [(one.kind, given(one.begin), given(one.end), one.total / HOUR) for one in explained(ticket).stretches]


def test_pauses_and_closed_hours_are_not_counted() -> None:
    """Stretches are consecutive, a pause adds nothing, and time after the due time is not shown."""
    ticket = a_ticket(level="routine").reported("Mon 16:00").paused("Mon 16:30").resumed("Mon 17:00")
    ticket = ticket.paused("Tue 18:00").resumed("Tue 19:00")
    assert shown(ticket) == [
        (OPEN, "Mon 16:00", "Mon 16:30", 0.5),
        (PAUSED, "Mon 16:30", "Mon 17:00", 0.5),
        (OPEN, "Mon 17:00", "Mon 17:30", 1.0),
        (OPEN, "Tue 09:00", "Tue 12:00", 4.0),
    ]


def test_hours_of_two_levels_add_up() -> None:
    """After the level is raised, the count continues in the service hours of the new level."""
    raised = a_ticket(level="routine").reported("Mon 17:00").did("level_changed", "Mon 17:20", to="urgent")
    assert [(end, round(60 * hours)) for _kind, _begin, end, hours in shown(raised)] == [
        ("Mon 17:20", 20),
        ("Mon 21:00", 240),
    ]


def test_the_stretches_always_reach_the_promised_time() -> None:
    """The last stretch ends with the promised time, and no stretch counts less than the one before."""
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


def test_the_first_and_the_last_day_are_listed_if_closed() -> None:
    """A holiday is listed also if the due time falls on it."""
    calendar = packaged().calendars["ROUTINE"]
    start, end = at("2026-09-30 09:00"), at("2026-10-01 09:00")
    assert [f"{day}" for day, _name in skipped_days(calendar, start, end)] == ["2026-10-01"]
    assert [f"{day}" for day, _name in skipped_days(calendar, end, end)] == ["2026-10-01"]
