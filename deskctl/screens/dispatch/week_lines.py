"""A week as lines: engineers down and days across, or on a narrow screen one visit per line."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskctl.language.i18n import _
from deskctl.language.time_words.weekdays import WEEKDAY_NAMES
from deskctl.language.words.choices import choice_word
from deskctl.names import ticket_name
from deskctl.queries.dispatch.conflicts import SKILL, Conflict
from deskctl.queries.dispatch.plan_warnings import PAST, PROMISE
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.safe_text import one_line
from deskctl.screens.dispatch.week_reading import DAYS, Entry, WeekRead
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import day_and_month, local

NAME, _LEAST_CELL, _CELL, _AGENDA = 10, 13, 14, 76
NO_MARKS: frozenset[str] = frozenset()
_WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class GridPosition:
    """A spot in the grid: the row of an engineer, the day, and the index of the visit on that day."""

    row: int = 0
    day: int = 0
    nth: int = 0


def days_shown(width: int) -> int:
    """Return how many days fit; 0 if a list replaces the grid."""
    if width < _AGENDA:
        return 0
    return min(DAYS, max(_WORKDAYS, (width - NAME) // _CELL))


def day_name(day: date) -> str:
    """Return `Mon 23`."""
    return f"{_(WEEKDAY_NAMES[day.weekday()])} {day.day}"


def week_title(first: date) -> str:
    """Return the title with the first and the last day."""
    begin, end = (day_and_month(datetime.combine(day, time())) for day in (first, first + timedelta(days=DAYS - 1)))
    return _("Dispatch, {begin} to {end}").format(begin=begin, end=end)


def day_title(day: date) -> str:
    """Return the title of one day."""
    return _("Dispatch, {begin}").format(
        begin=f"{_(WEEKDAY_NAMES[day.weekday()])} {day_and_month(datetime.combine(day, time()))}"
    )


def heading(read: WeekRead, begin: int, width: int, today: date) -> Line:
    """Return the names of the days."""
    cell = cell_width(width)
    names = [read.first + timedelta(days=day) for day in range(begin, begin + days_shown(width))]
    return (
        Piece(" " * NAME),
        *(Piece(fit(day_name(day), cell - 1) + " ", "accent" if day == today else "dim") for day in names),
    )


def cell_width(width: int) -> int:
    """Return the width of a day."""
    return max(_LEAST_CELL, (width - NAME) // max(1, days_shown(width)))


def grid(
    read: WeekRead, begin: int, width: int, look: Look, cursor: GridPosition, marks: AbstractSet[str] = NO_MARKS
) -> Iterator[tuple[int, Line]]:
    """Yield each line with the row of its engineer, who has as many lines as visits on the fullest day."""
    cell = cell_width(width)
    days = range(begin, begin + days_shown(width))
    for row, (staff, name) in enumerate(read.engineers):
        height = max([len(read.entries.get((staff, day), ())) for day in days] + [1])
        for nth in range(height):
            head = fit(one_line(name), NAME - 1) + " " if nth == 0 else " " * NAME
            spots = (GridPosition(row, day, nth) for day in days)
            cells = (_drawn(read, staff, spot, cell, look, spot == cursor, marks) for spot in spots)
            yield row, (Piece(head, "strong"), *(piece for pieces in cells for piece in pieces))


def _drawn(
    read: WeekRead, staff: str, spot: GridPosition, cell: int, look: Look, here: bool, marks: AbstractSet[str]
) -> Line:
    entries = read.entries.get((staff, spot.day), ())
    words, style = "", ""
    if spot.nth < len(entries):
        words, style = entry_words(entries[spot.nth], look, marks), entry_style(entries[spot.nth])
    elif spot.nth == 0 and (staff, spot.day) in read.absences:
        words, style = (_("off") if read.absences[staff, spot.day] else _("partly off")), "dim"
    elif spot.nth == 0 and (staff, spot.day) in read.on_call:
        words, style = _("on call"), "dim"
    return Piece(fit(words, cell - 1), "tab" if here else style), Piece(" ")


def entry_words(entry: Entry, look: Look, marks: AbstractSet[str] = NO_MARKS) -> str:
    """Return the short text of a visit: hour, ticket, customer."""
    visit, name = entry.visit, subject_of(entry.visit)
    begin = f"-{local(visit.over, look.zone):%H}" if entry.is_continued else f"{local(visit.start, look.zone):%H}"
    return one_line(f"{signs_of(entry, marks)}{begin} {name} {visit.customer_name or ''}")


def subject_of(visit: PlannedVisit) -> str:
    """Return the subject of a visit: its ticket, else what is done there, else the record it is planned for."""
    if visit.ticket is not None:
        return ticket_name(visit.ticket)
    return choice_word("purpose", visit.purpose) if visit.purpose else visit.of


def signs_of(entry: Entry, marks: AbstractSet[str]) -> str:
    """Return the symbols before a visit: moved to, marked, in conflict, over."""
    visit = entry.visit
    shown = {"+": entry.is_copy, "*": visit.id in marks, "!": bool(entry.conflicts), "v": not visit.is_active}
    return f"{''.join(sign for sign, holds in shown.items() if holds)} ".lstrip()


def entry_style(entry: Entry) -> str:
    """Return the style of a visit: in conflict, being moved, as planned, or over."""
    if entry.conflicts:
        return "soon"
    if entry.is_copy:
        return "accent"
    return "" if entry.visit.is_active else "idle"


def agenda(
    read: WeekRead,
    width: int,
    look: Look,
    cursor: GridPosition,
    marks: AbstractSet[str] = NO_MARKS,
    days: Sequence[int] = range(DAYS),
) -> Iterator[tuple[GridPosition, Line]]:
    """Yield one line for each visit, day by day."""
    for day in days:
        for row, (staff, name) in enumerate(read.engineers):
            for nth, entry in enumerate(read.entries.get((staff, day), ())):
                spot = GridPosition(row, day, nth)
                head = f"{day_name(read.first + timedelta(days=day))} "
                words = f"{entry_words(entry, look, marks)} {one_line(entry.visit.site_name or '')}"
                style = "tab" if spot == cursor else entry_style(entry)
                yield spot, (Piece(fit(head, 9), "dim"), Piece(fit(one_line(name), 9) + " ", "strong"),
                             Piece(fit(words, max(4, width - 20)), style))  # fmt: skip


def about_visit(entry: Entry, look: Look, width: int) -> Sequence[Line]:
    """Return the details of a visit: window, place, people, conflicts."""
    visit = entry.visit
    who = " ".join(look.names.get(one, one) for one in visit.engineers)
    parts = (
        visit.id,
        window(visit, look),
        visit.customer_name,
        visit.site_name,
        choice_word("purpose", visit.purpose or ""),
        who,
        None if visit.is_active else _("v: over"),
    )
    lines = [(Piece(shorten(one_line("  ".join(part for part in parts if part)), width)),)]
    why = "  ".join(f"! {conflict_words(one, look)}" for one in entry.conflicts)
    return [*lines, (Piece(shorten(one_line(why), width), "soon"),)] if why else lines


def conflict_words(one: Conflict, look: Look) -> str:
    """Return the text of a conflict: the reason, and the other visit, the kind of equipment or the local time."""
    other = choice_word("asset_class", one.with_) if one.why == SKILL else one_line(one.with_)
    if one.why in {PAST, PROMISE}:
        other = f"{datetime.fromisoformat(one.with_).astimezone(look.zone):%m-%d %H:%M}"
    return f"{choice_word('why', one.why)} ({other})"


def window(visit: PlannedVisit, look: Look) -> str:
    """Return the planned period of a visit; the end has a day only if it is another one."""
    begin, end = local(visit.start, look.zone), local(visit.over, look.zone)
    until = f"{end:%H:%M}" if begin.date() == end.date() else f"{day_name(end.date())} {end:%H:%M}"
    return f"{day_name(begin.date())} {begin:%H:%M}-{until}"
