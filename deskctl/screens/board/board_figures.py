"""The figures of the board as lines: late and open tickets, attainment, due promises by hour."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from rich.cells import cell_len

from deskctl.language.i18n import _, counted
from deskctl.queries.month.month_comparison import ClauseRate
from deskctl.queries.watch.board import HOUR, Board
from deskctl.screens.board.bars import horizontal_bar, large_digits, sparkline, vertical_bars
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, width_of, wrapped_parts
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local

_WIDE_FROM, _BIG_FROM = 150, 5
_LEAST_CELL, _MOST_CELL = 2, 8
_LABEL_CELL = 3
_LEAST_TALL, _TALL = 4, 8
_RATE, _COUNT, _SHORT_RATE, _BAR_FROM = 7, 8, 5, 18
_GOOD, _FAIR = 0.98, 0.9
_LEFT_OUT = (2, 4, 1, 3)
"""The places of the most important figures in the order in which a narrow screen leaves them out."""


def tiles(board: Board, look: Look, width: int, height: int) -> list[Line]:
    """Return the most important figures, in large digits if there is space."""
    figures = (
        (board.late, _("late"), "breached" if board.late else "idle"),
        (board.in_the_hour, _("within the hour"), "soon" if board.in_the_hour else "idle"),
        (board.opened, _("open"), "title"),
        (board.emergency_count, _("in emergency"), "breached" if board.emergency_count else "idle"),
        (board.unassigned, _("unassigned"), "soon" if board.unassigned else "idle"),
    )
    if height <= _BIG_FROM:
        return [_in_a_row(_most_important(figures, width), width)]
    cell = width // len(figures)
    drawn = [(large_digits(str(count), look, wide=width >= _WIDE_FROM), style) for count, _label, style in figures]
    rows = [tuple(Piece(fit(f"  {rows[y]}", cell), style) for rows, style in drawn) for y in range(len(drawn[0][0]))]
    return [*rows, tuple(Piece(fit(f"  {label}", cell), style) for _count, label, style in figures)]


def _most_important(figures: Sequence[tuple[int, str, str]], width: int) -> Sequence[tuple[int, str, str]]:
    """Return the figures that fit on one line, in order; those that matter least are left out first."""
    shown = list(figures)
    for place in _LEFT_OUT:
        if sum(cell_len(f" {count} {label}") for count, label, _style in shown) <= width:
            break
        shown.remove(figures[place])
    return shown


def _in_a_row(figures: Sequence[tuple[int, str, str]], width: int) -> Line:
    """Return figures with their words on one line, evenly spread."""
    used = sum(cell_len(f"{count} {label}") for count, label, _style in figures)
    gap = " " * max(1, min(8, (width - used - 1) // len(figures)))
    return tuple(
        piece for count, label, style in figures
        for piece in (Piece(f" {count} ", style), Piece(f"{label}{gap[1:]}", "dim"))
    )  # fmt: skip


def hour_lines(board: Board, look: Look, width: int, height: int) -> list[Line]:
    """Return the promises that fall due in each of the next 24 hours as bars."""
    cell = max(_LEAST_CELL, min(_MOST_CELL, (width - 2) // len(board.hours)))
    counts = board.hours[: (width - 2) // cell]
    styles = ["soon" if place == 0 else "running" for place in range(len(counts))]
    margin = Piece("  ")
    bars = [(margin, *line) for line in vertical_bars(counts, styles, max(2, height - 2), cell, look)]
    hours = [local(board.first + place * HOUR, look.zone) for place in range(len(counts))]
    every = 1 if cell >= _LABEL_CELL else 2
    labels = tuple(
        Piece(fit(f"{hour:%H}", cell * every), "strong" if hour.hour == 0 else "dim") for hour in hours[::every]
    )
    heading = _("Promises that run out, hour by hour ({n} in a day)").format(n=sum(board.hours))
    return [(Piece(f"  {shorten(heading, width - 2)}", "dim"),), *bars, (margin, *labels)]


def due_line(board: Board, at: Instant, look: Look, width: int) -> Line:
    """Return the number of promises that fall due in each hour on one line, with as many hours as fit."""
    if not any(board.hours):
        return (Piece(" " + _("Nothing falls due within a day."), "dim"),)
    line: Line = (Piece(f" {_('Due')} ", "dim"),)
    today = local(at, look.zone).date()
    is_tomorrow = False
    for place, count in enumerate(board.hours):
        if not count:
            continue
        then = local(board.first + place * HOUR, look.zone)
        hour = _("{hour}h").format(hour=then.hour)
        if then.date() != today and not is_tomorrow:
            hour, is_tomorrow = _("tomorrow {hour}").format(hour=hour), True
        more = (Piece(f"  {hour} ", "dim"), Piece(str(count), "soon" if place == 0 else "strong"))
        if width_of((*line, *more)) >= width:
            break
        line = (*line, *more)
    return line


def month_lines(whole: ClauseRate, clauses: Sequence[ClauseRate], look: Look, width: int) -> list[Line]:
    """Return this month's attainment on one line, with that of last month and the worst promise if they fit."""
    line: Line = (Piece(" "), *_kept_whole(whole, look), _last_month(whole, look))
    worst = (
        (Piece(f"  {_percent(one.rate, look)}", _tone(one.rate)), Piece(f" {one.clause}", "dim")) for one in clauses
    )
    for more in (*_late_entries(whole), *islice(worst, 1)):
        if width_of((*line, *more)) < width:
            line = (*line, *more)
    return [line]


def _kept_whole(whole: ClauseRate, look: Look) -> Line:
    return Piece(_("Kept this month") + "  ", "dim"), Piece(_percent(whole.rate, look), _tone(whole.rate))


def _late_entries(whole: ClauseRate) -> list[Line]:
    """Return the number of promises that were kept only by a late entry, if there are any."""
    if not whole.late_entries:
        return []
    return [(Piece("  " + _("entered late {n}").format(n=whole.late_entries), "soon"),)]


def _last_month(whole: ClauseRate, look: Look) -> Piece:
    return Piece("  " + _("last month {rate}").format(rate=_percent(whole.last_rate, look)), "dim")


def kept_lines(whole: ClauseRate, clauses: Sequence[ClauseRate], look: Look, width: int, height: int) -> list[Line]:
    """Return this month's attainment by promise, the worst first; long names are wrapped, never cut."""
    head = (*_kept_whole(whole, look), Piece(f"  {whole.met}/{whole.fell_due}", "dim"))
    more = [*_late_entries(whole), (_last_month(whole, look),)]
    lines = wrapped_parts([head, *more], width)
    longest = max((cell_len(kept.clause) for kept in clauses), default=0)
    column = min(longest + 1, width - _COUNT - _SHORT_RATE)
    for kept in clauses:
        rows = _kept(kept, look, width, column)
        if len(lines) + len(rows) > height:
            break
        lines += rows
    return lines


def _kept(kept: ClauseRate, look: Look, width: int, column: int) -> list[Line]:
    """Return the lines of a promise with its rate, and with a bar and last month's rate if there is space."""
    first, *more = wrap(kept.clause, column - 1)
    head: Line = (
        Piece(fit(first, column)),
        Piece(f"{f'{kept.met}/{kept.fell_due}':>{_COUNT - 1}} ", "dim"),
        Piece(f"{_percent(kept.rate, look):>{_SHORT_RATE - 1}} ", _tone(kept.rate)),
    )
    space = width - width_of(head)
    if space >= _BAR_FROM:
        head = (*head, *horizontal_bar(kept.rate or 0, space - _RATE, look, _tone(kept.rate)), _last(kept, look))
    return [head, *((Piece(line),) for line in more)]


def _last(kept: ClauseRate, look: Look) -> Piece:
    return Piece(f"{_percent(kept.last_rate, look):>{_RATE}}", "dim")


def _percent(rate: float | None, look: Look) -> str:
    return look.symbols["none"] if rate is None else f"{rate:.0%}"


def _tone(rate: float | None) -> str:
    if rate is None:
        return "dim"
    return "good" if rate >= _GOOD else "soon" if rate >= _FAIR else "breached"


def day_lines(counts: Sequence[int], last: date, look: Look, width: int, height: int) -> list[Line]:
    """Return the number of new tickets per day, today last, as columns with day labels if there is space."""
    shown = counts[-max(1, min(len(counts), width)) :]
    title = counted(
        "New tickets ({total} in {n} day)", "New tickets ({total} in {n} days)", len(shown), total=sum(shown)
    )
    head: list[Line] = [(), *((Piece(line, "dim"),) for line in wrap(title, width))]
    tall = min(_TALL, height - len(head) - 1)
    if tall < _LEAST_TALL or width < len(shown) * _LEAST_CELL:
        return [*head, (Piece(sparkline(shown, look), "running"),)]
    styles = ["running"] * len(shown)
    days = [last - timedelta(days=back) for back in range(len(shown) - 1, -1, -1)]
    labels = tuple(Piece(fit(f"{day.day}", _LEAST_CELL * 2), "dim") for day in days[::2])
    return [*head, *vertical_bars(shown, styles, tall, _LEAST_CELL, look), labels]
