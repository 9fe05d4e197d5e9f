"""The arithmetic of a clock as lines of the terminal."""

from collections.abc import Iterator

from deskctl.documents.model.clock_arithmetic import arithmetic
from deskctl.language.words import milestone_word
from deskctl.queries.ticket.clock_explanation import Explained
from deskctl.sla.facts import Instant
from deskctl.sla.state import OVERDUE, RUNNING
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.countdown import Countdown, countdown, settled
from deskctl.widgets.style.look import Look

_MILESTONE, _LEFT = 18, 14
_LABEL = 12


def clock_choice(given: Explained, at: Instant, look: Look, width: int) -> Line:
    """Return the line of a clock in the list to choose from."""
    clock, left = given.explanation.clock, _left(given, at, look)
    shown = left.text if left.style == "breached" else left.short
    room = max(4, width - _MILESTONE - _LEFT - 8)
    return (
        Piece(f"{look.signs[left.style]} ", left.style),
        Piece(fit(milestone_word(clock.milestone), _MILESTONE) + " "),
        Piece(fit(shown, _LEFT) + " ", left.style),
        Piece(shorten(clock.clause, room), "dim"),
    )


def _left(given: Explained, at: Instant, look: Look) -> Countdown:
    if given.state in {RUNNING, OVERDUE}:
        due = given.explanation.clock.due
        return countdown(due, at, look, paused=due is None, warned_at=given.warned_at)
    return settled(given.state)


def explained_lines(given: Explained, width: int) -> list[Line]:
    """Return the arithmetic of a clock, broken at the width of its pane."""
    head, *lines = arithmetic(given)
    return [*((Piece(line, "title"),) for line in wrap(head, width)), (), *_given(lines, width)]


def _given(lines: list[str], width: int) -> Iterator[Line]:
    for line in lines:
        label, gap, rest = line.strip().partition("  ")
        if not gap:
            yield from ((Piece(part),) for part in wrap(line.strip(), width))
            continue
        first, *more = wrap(rest.strip(), max(8, width - _LABEL))
        yield Piece(fit(label, _LABEL), "dim"), Piece(first)
        yield from ((Piece(" " * _LABEL), Piece(part)) for part in more)
