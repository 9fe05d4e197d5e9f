"""The people on the board as lines: what everybody does now, who is on call, the emergencies."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from deskctl.language.i18n import N_, _, counted
from deskctl.queries.watch import whereabouts as where
from deskctl.queries.watch.board import Board, OnCallDuty
from deskctl.queries.watch.whereabouts import Whereabouts
from deskctl.safe_text import one_line
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, width_of
from deskctl.widgets.style.cells import crop, wrap
from deskctl.widgets.style.countdown import countdown
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, short_time

_NAME = 6
_STATES: Mapping[str, tuple[str, str]] = {
    where.ON_SITE: (N_("on site"), "accent"),
    where.UNDER_WAY: (N_("on the way"), "accent"),
    where.REMOTE: (N_("remote"), "accent"),
    where.BUSY: ("", "text"),
    where.FREE: (N_("free"), "good"),
    where.ABSENT: (N_("away"), "idle"),
}


def people_lines(people: Sequence[Whereabouts], at: Instant, look: Look, width: int, height: int) -> list[Line]:
    """Return a line for each person; the last line shows how many more there are."""
    lines: list[Line] = [(Piece(_("Who does what"), "dim"),)]
    if not people:
        nobody = _("No engineer is on record; : staff add adds one.")
        return [*lines, *((Piece(line, "dim"),) for line in wrap(nobody, width))]
    fits = max(1, height - 1)
    shown = people if len(people) <= fits else people[: fits - 1]
    column = min(max(cell_len(one_line(one.name)) for one in shown) if shown else 0, max(_NAME, width // 3))
    lines += [_person(one, at, look, width, column) for one in shown]
    hidden = len(people) - len(shown)
    return [*lines, (Piece(counted("and {n} other", "and {n} others", hidden), "dim"),)] if hidden else lines


def _person(one: Whereabouts, at: Instant, look: Look, width: int, column: int) -> Line:
    """Return the line of a person; parts that do not fit as a whole are left out."""
    state, style = _STATES[one.state]
    line: Line = (Piece(crop(one_line(one.name), column) + " ", "strong"),)
    line = (*line, Piece(f"{_(state)} ", style)) if state else line
    mark = "breached" if one.late else "soon" if one.soon else ""
    until = one.until is not None and short_time(one.until, at, look.zone)
    others = one.tickets - (one.ticket is not None)
    parts = (
        Piece(f"{look.symbols[mark]} ", mark) if mark else None,
        Piece(f"{one.ticket} ", "text") if one.ticket else None,
        Piece(f"{_tickets(others, is_all=one.ticket is None)} ", "dim") if others > 0 else None,
        Piece(f"{until} ", "dim") if until else None,
        Piece(one_line(one.site), "dim") if one.site else None,
    )
    for part in parts:
        if part is not None and width_of((*line, part)) <= width + part.text.endswith(" "):
            line = (*line, part)
    return line


def _tickets(count: int, *, is_all: bool) -> str:
    return _("{n} open").format(n=count) if is_all else f"+{count}"


def watch_lines(board: Board, at: Instant, look: Look, width: int, height: int) -> list[Line]:
    """Return who is on call, the next gap, and the emergencies."""
    lines = [*_on_call(board.watch, at, look, width), (), *_emergencies(board, at, look, width)]
    return lines[: max(1, height)]


def _on_call(watch: OnCallDuty, at: Instant, look: Look, width: int) -> Iterator[Line]:
    if watch.staff is None:
        yield from ((Piece(line, "breached"),) for line in wrap(_("nobody on call now"), width))
    else:
        name = " ".join(part for part in (_("On call"), one_line(watch.name or watch.staff)) if part)
        yield from ((Piece(line, "strong"),) for line in wrap(name, width))
        if watch.phone:
            yield from ((Piece(line, "accent"),) for line in wrap(one_line(watch.phone), width))
        until = _("until {time}").format(time=short_time(watch.until or at, at, look.zone))
        yield from ((Piece(line, "dim"),) for line in wrap(until, width))
        if watch.follows:
            follows = _("then {name}").format(name=one_line(watch.follows))
            yield from ((Piece(line, "dim"),) for line in wrap(follows, width))
    yield from ((Piece(line, "soon"),) for line in wrap(_gap(watch, at, look), width) if line)


def _gap(watch: OnCallDuty, at: Instant, look: Look) -> str:
    """Return the next time without anybody on call; empty if there is none."""
    if not watch.gap:
        return _("no roster; : roster add puts somebody on call") if watch.staff is None else ""
    begin, end = watch.gap
    first = short_time(begin, at, look.zone)
    if end is None:
        return _("nobody from {begin} on").format(begin=first)
    same_day = local(begin, look.zone).date() == local(end, look.zone).date()
    then = local(end, look.zone)
    last = f"{then.hour}:{then.minute:02}" if same_day else short_time(end, at, look.zone)
    return _("gap from {begin} to {end}").format(begin=first, end=last)


def _emergencies(board: Board, at: Instant, look: Look, width: int) -> Iterator[Line]:
    for line in wrap(_("Emergencies ({n})").format(n=board.emergency_count), width):
        yield (Piece(line, "dim"),)
    for row in (row.read_at(at) for row in board.emergencies):
        left = countdown(row.next_due_at, at, look, warned_at=row.next_warns_at)
        yield Piece(f"{row.ticket} ", "breached"), Piece(f"{look.symbols[left.style]} {left.short}", left.style)
        for line in wrap(one_line(row.customer_name or _("to be identified")), width):
            yield (Piece(line),)
    if not board.emergency_count:
        yield (Piece(_("none"), "good"),)
