"""The parts of the board as lines, each fitted to the space it gets."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.queries.month.month_comparison import Kept
from deskctl.queries.watch.board import HOUR, Board, Load, Watch
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.bars import big, lying, spark, upright
from deskctl.widgets.panes.line_pane import Line, Piece, width_of
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.countdown import countdown
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, short_time

_WIDE_FROM, _BIG_FROM = 150, 5
_LEAST_CELL, _MOST_CELL = 2, 8
_LABEL_CELL = 3
_NAME, _RATE, _SHORT_RATE, _LEAST_BAR = 14, 7, 5, 4
_GOOD, _FAIR = 0.98, 0.9


def tiles(board: Board, look: Look, width: int, height: int) -> list[Line]:
    """Return the four most important figures, in large digits if there is space."""
    figures = (
        (board.late, _("late"), "breached" if board.late else "idle"),
        (
            board.in_the_hour,
            _("due within the hour") if height > _BIG_FROM else _("within 1 h"),
            "soon" if board.in_the_hour else "idle",
        ),
        (board.opened, _("open"), "title"),
        (board.emergency_count, _("emergencies"), "breached" if board.emergency_count else "idle"),
    )
    cell = width // len(figures)
    if height <= _BIG_FROM:
        return [tuple(piece for count, label, style in figures for piece in _small(count, label, style, cell))]
    drawn = [(big(str(count), look, wide=width >= _WIDE_FROM), style) for count, _label, style in figures]
    rows = [tuple(Piece(fit(f"  {rows[y]}", cell), style) for rows, style in drawn) for y in range(len(drawn[0][0]))]
    return [*rows, tuple(Piece(fit(f"  {label}", cell), style) for _count, label, style in figures)]


def _small(count: int, label: str, style: str, cell: int) -> Line:
    return Piece(f" {count} ", style), Piece(fit(label, max(0, cell - len(str(count)) - 2)), "dim")


def hour_lines(board: Board, look: Look, width: int, height: int) -> list[Line]:
    """Return the promises that fall due in each of the next 24 hours as bars."""
    cell = max(_LEAST_CELL, min(_MOST_CELL, (width - 2) // len(board.hours)))
    counts = board.hours[: (width - 2) // cell]
    styles = ["soon" if place == 0 else "running" for place in range(len(counts))]
    margin = Piece("  ")
    bars = [(margin, *line) for line in upright(counts, styles, max(2, height - 2), cell, look)]
    hours = [local(board.first + place * HOUR, look.zone) for place in range(len(counts))]
    every = 1 if cell >= _LABEL_CELL else 2
    labels = tuple(
        Piece(fit(f"{hour:%H}", cell * every), "strong" if hour.hour == 0 else "dim") for hour in hours[::every]
    )
    heading = _("Promises that run out, hour by hour ({n} in a day)").format(n=sum(board.hours))
    return [(Piece(f"  {shorten(heading, width - 2)}", "dim"),), *bars, (margin, *labels)]


def month_lines(whole: Kept, clauses: Sequence[Kept], look: Look, width: int) -> list[Line]:
    """Return how the promises were kept this month on one line, with last month and the worst clause."""
    margin = (Piece(" "),)
    last = Piece("  " + _("last month {rate}").format(rate=_percent(whole.last_rate, look)), "dim")
    line: Line = (*margin, *_kept_whole(whole, look), last)
    for worst in clauses[:1]:
        rate = f"  {_percent(worst.rate, look)}"
        name = shorten(worst.clause, max(0, width - width_of(line) - len(rate) - 2))
        line = (*line, Piece(rate, _tone(worst.rate)), Piece(f" {name}", "dim"))
    return [line]


def _kept_whole(whole: Kept, look: Look) -> Line:
    return Piece(_("Kept this month") + "  ", "dim"), Piece(_percent(whole.rate, look), _tone(whole.rate))


def kept_lines(whole: Kept, clauses: Sequence[Kept], look: Look, width: int, height: int) -> list[Line]:
    """Return how the promises were kept this month, the worst clause first, with last month."""
    head = _kept_whole(whole, look)
    last = Piece("  " + _("last month {rate}").format(rate=_percent(whole.last_rate, look)), "dim")
    lines: list[Line] = [(*head, Piece(f"  {whole.met}/{whole.fell_due}", "dim"), last)]
    if width_of(lines[0]) > width:
        lines = [(*head, last)]
    longest = max((cell_len(kept.clause) for kept in clauses), default=0)
    column = max(_LEAST_BAR, min(longest + 1, width - _SHORT_RATE))
    return lines + [_kept(kept, look, width, column) for kept in clauses[: max(0, height - 1)]]


def _kept(kept: Kept, look: Look, width: int, column: int) -> Line:
    """Return a promise with its rate; the bar and last month's rate stand if there is space."""
    rest = width - column - _SHORT_RATE
    name = Piece(fit(kept.clause, column - 1) + " ")
    rate = Piece(f"{_percent(kept.rate, look):>{_SHORT_RATE - 1}} ", _tone(kept.rate))
    if rest < _RATE + _LEAST_BAR:
        return name, rate, *(lying(kept.rate or 0, rest, look, _tone(kept.rate)) if rest >= _LEAST_BAR else ())
    return name, rate, *lying(kept.rate or 0, rest - _RATE, look, _tone(kept.rate)), _last(kept, look)


def _last(kept: Kept, look: Look) -> Piece:
    return Piece(f"{_percent(kept.last_rate, look):>{_RATE}}", "dim")


def _percent(rate: float | None, look: Look) -> str:
    return look.symbols["none"] if rate is None else f"{rate:.0%}"


def _tone(rate: float | None) -> str:
    if rate is None:
        return "dim"
    return "good" if rate >= _GOOD else "soon" if rate >= _FAIR else "breached"


def load_lines(loads: Sequence[Load], look: Look, width: int, height: int) -> list[Line]:
    """Return the tickets of each engineer: late in red, due soon in amber, then the rest."""
    heading: Line = (Piece(_("Who carries how much"), "dim"),)
    most = max((load.tickets for load in loads), default=1)
    bar_width = max(4, width - _NAME - 8)
    lines = [heading, *(_load(load, bar_width / most, look) for load in loads[: max(0, height - 1)])]
    return lines if loads else [heading, (Piece(_("Nobody has a ticket."), "dim"),)]


def day_lines(counts: Sequence[int], look: Look, width: int) -> list[Line]:
    """Return how many tickets came in each day, today last."""
    shown = counts[-max(1, min(len(counts), width)) :]
    title = _("New tickets, day by day ({n} in {days} days)").format(n=sum(shown), days=len(shown))
    return [(), (Piece(shorten(title, width), "dim"),), (Piece(spark(shown, look), "running"),)]


def _load(load: Load, scale: float, look: Look) -> Line:
    block = look.symbols["block"]
    whole = max(1, round(load.tickets * scale))
    late = min(whole, max(1, round(load.late * scale)) if load.late else 0)
    soon = min(whole - late, max(1, round(load.soon * scale)) if load.soon else 0)
    name = Piece(fit(f"{load.owner} {load.name or ''}", _NAME - 1) + " ")
    bars = Piece(block * late, "breached"), Piece(block * soon, "soon"), Piece(block * (whole - late - soon), "running")
    return name, *bars, Piece(f" {load.tickets}", "strong")


def watch_lines(board: Board, at: Instant, look: Look, width: int, height: int) -> list[Line]:
    """Return who is on call, the next gap, and the emergencies."""
    lines = [*_on_call(board.watch, at, look, width), (), *_emergencies(board, at, look, width)]
    return lines[: max(1, height)]


def _on_call(watch: Watch, at: Instant, look: Look, width: int) -> Iterator[Line]:
    yield (Piece(_("On call"), "dim"),)
    if watch.staff is None:
        yield (Piece(_("nobody now"), "breached"),)
    else:
        until = _("until {time}").format(time=short_time(watch.until or at, at, look.zone))
        yield Piece(f"{watch.staff} {watch.name}  ", "strong"), Piece(watch.phone or "", "accent")
        yield (Piece(shorten(until, width), "dim"),)
    if watch.gap:
        begin, end = (short_time(edge, at, look.zone) if edge is not None else "" for edge in watch.gap)
        text = _("gap from {begin} to {end}") if end else _("nobody from {begin} on")
        yield from ((Piece(line, "soon"),) for line in wrap(text.format(begin=begin, end=end), width))
    elif watch.staff is None:
        yield (Piece(_("no roster"), "soon"),)


def _emergencies(board: Board, at: Instant, look: Look, width: int) -> Iterator[Line]:
    yield (Piece(_("Emergencies ({n})").format(n=board.emergency_count), "dim"),)
    for row in (row.read_at(at) for row in board.emergencies):
        left = countdown(row.next_due_at, at, look, warned_at=row.next_warns_at)
        head = (Piece(f"{row.ticket}  ", "breached"), Piece(f"{look.symbols[left.style]} {left.short}  ", left.style))
        yield *head, Piece(shorten(row.customer_name or _("to be identified"), width - width_of(head)))
        yield (Piece("  " + shorten(row.title, width - 2), "text"),)
    if not board.emergency_count:
        yield (Piece(_("none"), "good"),)
