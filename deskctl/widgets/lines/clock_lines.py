"""The promises of a ticket as lines: symbol, milestone, clause, due time, remaining time, and a bar of used time."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from deskctl.language.i18n import _, language
from deskctl.language.words import CALENDARS, word
from deskctl.queries.tickets.clocks import ClockRow
from deskctl.sla.facts import Instant
from deskctl.sla.state import OVERDUE, PENDING
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.queue_columns import milestone_in
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.countdown import Countdown, countdown, pending, settled
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import TIME_CELLS, local, padded_time, short_time, span

_CALENDAR_FROM, _WIDE_FROM, _CLAUSE_FROM = 118, 96, 77
"""The widths from which the calendar, wide columns, and the clause are shown; they are never cut."""
_BAR_LEAST, _BAR_MOST = 6, 24
_MILESTONE, _CLAUSE, _TARGET, _CALENDAR, _DUE, _LEFT = 18, 31, 8, 11, 19, 15
_SHORT_MILESTONE, _SHORT_LEFT = 13, 13
"""The widths of columns below that."""
_DUE_FROM = {lang: 2 + _SHORT_MILESTONE + 1 + cells + 1 + _SHORT_LEFT for lang, cells in TIME_CELLS.items()}
"""The widths from which the due time is shown beside the remaining time, by language."""


def clock_lines(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Yield a line for each clock: running clocks by due time, then ended ones."""
    running = view.running(at)
    for clock in running:
        yield _line(clock, _left(clock, view, at, look), at, look, width)
    for year in unpublished_years(running, look):
        yield (Piece(_("calendar {year} not published: due time provisional").format(year=year), "soon"),)
    if not running:
        yield (Piece(_("No promise is running."), "dim"),)
    for clock in view.settled(at):
        yield _line(clock, settled(clock.state(at) or ""), at, look, width)


def unpublished_years(clocks: Iterable[ClockRow], look: Look) -> list[int]:
    """Return the years of due times that depend on an unpublished calendar."""
    return sorted({local(clock.due, look.zone).year for clock in clocks if clock.provisional and clock.due is not None})


def _left(clock: ClockRow, view: TicketView, at: Instant, look: Look) -> Countdown:
    paused = view.row.is_paused(at) and clock.state(at) != OVERDUE
    if clock.state(at) == PENDING:
        return pending(clock.due, clock.opens_at, at, look, warned_at=clock.warns_at)
    return countdown(clock.due, at, look, paused=paused, warned_at=clock.warns_at)


def _line(clock: ClockRow, left: Countdown, at: Instant, look: Look, width: int) -> Line:
    running = left.style in {"breached", "soon", "running", "paused"}
    tone = "text" if running else "dim"
    wide, soft = width >= _WIDE_FROM, "~" if clock.soft else ""
    space = _MILESTONE if wide else _SHORT_MILESTONE
    name = milestone_in(clock.milestone, space - len(soft)) + soft
    pieces = [
        Piece(f"{look.symbols[left.style]} ", left.style),
        Piece(fit(name, space) + " ", tone),
    ]
    if width >= _CLAUSE_FROM:
        pieces.append(Piece(fit(clock.clause, _CLAUSE) + " ", "dim"))
    if width >= _CALENDAR_FROM:
        pieces.append(Piece(fit(span(clock.seconds) if clock.seconds else "", _TARGET) + " ", "dim"))
        pieces.append(Piece(fit(word(CALENDARS, clock.calendar).lower(), _CALENDAR) + " ", "dim"))
    if width >= _DUE_FROM[language()]:
        pieces.append(Piece(f"{_due(clock, at, look, in_words=wide)} ", tone))
    text = left.text if left.style == "breached" else left.short
    pieces.append(Piece(fit(text, _LEFT if wide else _SHORT_LEFT), left.style))
    bar = width - sum(map(_cells, pieces)) - 1
    if running and bar >= _BAR_LEAST:
        pieces += (Piece(" "), *_bar(clock, left, at, look, min(_BAR_MOST, bar)))
    return tuple(pieces)


def _cells(piece: Piece) -> int:
    return cell_len(piece.text)


def _due(clock: ClockRow, at: Instant, look: Look, *, in_words: bool) -> str:
    then = clock.due if clock.stop is None else clock.stop
    if then is None:
        return " " * (_DUE if in_words else TIME_CELLS[language()])
    if not in_words:
        return padded_time(then, at, look.zone)
    time = short_time(then, at, look.zone)
    return fit(_("due {time}").format(time=time) if clock.stop is None else time, _DUE)


def _bar(clock: ClockRow, left: Countdown, at: Instant, look: Look, cells: int) -> tuple[Piece, ...]:
    whole = (clock.due or at) - clock.start
    used = 1.0 if whole <= 0 else max(0.0, min(1.0, (at - clock.start) / whole))
    full = round(used * cells)
    return (
        Piece(look.symbols["full"] * full, left.style),
        Piece(look.symbols["empty"] * (cells - full), "rule"),
    )
