"""One day of the week as lines: the hours across, and a line with a bar for each visit."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from deskctl.language.i18n import _
from deskctl.safe_text import one_line
from deskctl.screens.dispatch.week_lines import NAME, NO_MARKS, GridPosition, entry_style, signs_of, subject_of
from deskctl.screens.dispatch.week_reading import Entry, WeekRead
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import HOUR, local

_EARLY, _LATE, _HOURS = 8, 18, 24


def hours_of(read: WeekRead, day: int, midnight: Instant) -> tuple[int, int]:
    """Return the first and last hour of a day that are drawn: the usual ones, extended by its visits."""
    visits = [one.visit for (_who, where), some in read.entries.items() if where == day for one in some]
    first = min([_EARLY, *((one.start - midnight) // HOUR for one in visits)])
    last = max([_LATE, *(-((midnight - one.over) // HOUR) for one in visits)])
    return max(0, first), min(_HOURS, last)


def day_heading(width: int, hours: tuple[int, int]) -> Line:
    """Return the names of the hours."""
    return Piece(" " * NAME), *(
        Piece(fit(str(hour), _cells(width, hours, hour + 1) - _cells(width, hours, hour)), "dim")
        for hour in range(*hours)
    )


def _cells(width: int, hours: tuple[int, int], hour: float) -> int:
    """Return the cell after the name at which an hour begins."""
    first, last = hours
    return round((width - NAME) * max(0.0, min(1.0, (hour - first) / (last - first))))


def day_grid(
    read: WeekRead,
    day: int,
    midnight: Instant,
    width: int,
    look: Look,
    cursor: GridPosition,
    marks: AbstractSet[str] = NO_MARKS,
) -> Iterator[tuple[int, Line]]:
    """Yield each line with the row of its engineer: one line per visit, or an empty one."""
    hours = hours_of(read, day, midnight)
    for row, (staff, name) in enumerate(read.engineers):
        entries = read.entries.get((staff, day), ())
        for nth in range(max(1, len(entries))):
            head = Piece(fit(one_line(name) if nth == 0 else "", NAME - 1) + " ", "strong")
            here = cursor == GridPosition(row, day, nth)
            if entries:
                yield row, (head, *_bar(entries[nth], midnight, hours, width, look, here, marks))
            else:
                yield row, (head, *_nothing(read, staff, day, width, here))


def _nothing(read: WeekRead, staff: str, day: int, width: int, here: bool) -> Line:
    words = ""
    if (staff, day) in read.absences:
        words = _("off") if read.absences[staff, day] else _("partly off")
    elif (staff, day) in read.on_call:
        words = _("on call")
    return (Piece(fit(words, width - NAME - 1), "tab" if here else "dim"),)


def _bar(
    entry: Entry, midnight: Instant, hours: tuple[int, int], width: int, look: Look, here: bool,
    marks: AbstractSet[str],
) -> Sequence[Piece]:  # fmt: skip
    """Return the bar of a visit, with its text on the side with more space."""
    visit, whole = entry.visit, width - NAME - 1
    begin = min(_cells(width, hours, (visit.start - midnight) / HOUR), whole - 1)
    end = max(begin + 1, min(whole, _cells(width, hours, (visit.over - midnight) / HOUR)))
    style = "tab" if here else entry_style(entry)
    times = f"{local(visit.start, look.zone):%H:%M}-{local(visit.over, look.zone):%H:%M}"
    place = " ".join(filter(None, (visit.customer_name, visit.site_name)))
    words = one_line(f"{signs_of(entry, marks)}{times} {subject_of(visit)} {place}")
    bar = Piece(look.symbols["full"] * (end - begin), style if here or style else "running")
    if whole - end >= begin:
        return Piece(" " * begin), bar, Piece(fit(f" {words}", whole - end), style)
    return Piece(fit(words, max(0, begin - 1)), style), Piece(" " * min(1, begin)), bar, Piece(" " * (whole - end))
