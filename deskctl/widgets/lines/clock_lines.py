"""The promises of a ticket as lines: symbol, milestone, clause, due time, time left, and a bar of the time used."""

from collections.abc import Iterable, Iterator

from deskctl.language.i18n import _
from deskctl.language.words import CALENDARS, milestone_word, word
from deskctl.queries.tickets.clocks import ClockRow
from deskctl.sla.facts import Instant
from deskctl.sla.state import OVERDUE, PENDING
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.countdown import Countdown, countdown, pending, settled
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, short_time, span

_CALENDAR_FROM, _BAR_FROM, _DUE_FROM = 116, 86, 69
_BAR_LEAST, _BAR_MOST = 6, 24
_MILESTONE, _CLAUSE, _TARGET, _CALENDAR, _DUE, _LEFT = 18, 29, 8, 11, 19, 15
_CLAUSE_LEAST = 12


def clock_lines(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Yield a line for each clock: the running ones in the order they fall due, then those that ended."""
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
    """Return the years of due times that rest on an unpublished calendar."""
    return sorted({local(clock.due, look.zone).year for clock in clocks if clock.provisional and clock.due is not None})


def _left(clock: ClockRow, view: TicketView, at: Instant, look: Look) -> Countdown:
    paused = view.row.is_paused(at) and clock.state(at) != OVERDUE
    if clock.state(at) == PENDING:
        return pending(clock.due, clock.opens_at, at, look, warned_at=clock.warns_at)
    return countdown(clock.due, at, look, paused=paused, warned_at=clock.warns_at)


def _line(clock: ClockRow, left: Countdown, at: Instant, look: Look, width: int) -> Line:
    running = left.style in {"breached", "soon", "running", "paused"}
    tone = "text" if running else "dim"
    name = milestone_word(clock.milestone) + ("~" if clock.soft else "")
    pieces = [Piece(f"{look.symbols[left.style]} ", left.style), Piece(fit(name, _MILESTONE) + " ", tone)]
    pieces.append(Piece(fit(clock.clause, _clause_width(width)) + " ", "dim"))
    if width >= _CALENDAR_FROM:
        pieces.append(Piece(fit(span(clock.seconds) if clock.seconds else "", _TARGET) + " ", "dim"))
        pieces.append(Piece(fit(word(CALENDARS, clock.calendar).lower(), _CALENDAR) + " ", "dim"))
    if width >= _DUE_FROM:
        pieces.append(Piece(fit(_due(clock, at, look), _DUE) + " ", tone))
    pieces.append(Piece(fit(left.text if left.style == "breached" else left.short, _LEFT), left.style))
    if width >= _BAR_FROM and running:
        pieces += _bar(clock, left, at, look, _bar_width(width))
    return tuple(pieces)


def _clause_width(width: int) -> int:
    if width >= _CALENDAR_FROM:
        return _CLAUSE
    bar = _bar_width(width) + 1 if width >= _BAR_FROM else 0
    return max(_CLAUSE_LEAST, width - _beside_clause(width) - bar)


def _bar_width(width: int) -> int:
    """Return the width of the bar: what the clause leaves."""
    return max(_BAR_LEAST, min(_BAR_MOST, width - _beside_clause(width) - _CLAUSE - 1))


def _beside_clause(width: int) -> int:
    calendar = _TARGET + _CALENDAR + 2 if width >= _CALENDAR_FROM else 0
    due = _DUE + 1 if width >= _DUE_FROM else 0
    return 2 + _MILESTONE + 1 + calendar + due + _LEFT + 1


def _due(clock: ClockRow, at: Instant, look: Look) -> str:
    if clock.stop is not None:
        return short_time(clock.stop, at, look.zone)
    return _("due {time}").format(time=short_time(clock.due, at, look.zone)) if clock.due is not None else ""


def _bar(clock: ClockRow, left: Countdown, at: Instant, look: Look, cells: int) -> tuple[Piece, ...]:
    whole = (clock.due or at) - clock.start
    used = 1.0 if whole <= 0 else max(0.0, min(1.0, (at - clock.start) / whole))
    full = round(used * cells)
    return (
        Piece(look.symbols["full"] * full, left.style),
        Piece(look.symbols["empty"] * (cells - full), "rule"),
    )
