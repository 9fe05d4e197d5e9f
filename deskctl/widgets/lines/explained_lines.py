"""The arithmetic of a clock as lines."""

from collections.abc import Iterator

from deskctl.documents.model.clock_arithmetic import arithmetic
from deskctl.queries.ticket.clock_explanation import ClockExplanation
from deskctl.sla.facts import Instant
from deskctl.sla.state import OVERDUE, PENDING, RUNNING
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.queue_columns import milestone_in
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.countdown import Countdown, countdown, pending, settled
from deskctl.widgets.style.look import Look

_MILESTONE, _SHORT_MILESTONE, _LEFT = 18, 13, 14
_OTHERS, _LEAST_CLAUSE = 8, 6
"""The cells of the cursor, the symbol, the gaps and the edges; the fewest of a clause."""
_LABEL = 12


def clock_choice(explained: ClockExplanation, at: Instant, look: Look, width: int) -> Line:
    """Return the line of a clock in the list of clocks to choose from."""
    clock, left = explained.explanation.clock, _left(explained, at, look)
    shown = left.text if left.style == "breached" else left.short
    name = _MILESTONE if width >= _MILESTONE + _LEFT + _OTHERS else _SHORT_MILESTONE
    space = width - name - _LEFT - _OTHERS
    return (
        Piece(f"{look.symbols[left.style]} ", left.style),
        Piece(fit(milestone_in(clock.milestone, name), name) + " "),
        Piece(fit(shown, _LEFT) + " ", left.style),
        Piece(shorten(clock.clause, space) if space >= _LEAST_CLAUSE else "", "dim"),
    )


def _left(explained: ClockExplanation, at: Instant, look: Look) -> Countdown:
    clock = explained.explanation.clock
    if explained.state == PENDING:
        return pending(clock.due, clock.opens_at, at, look, warned_at=clock.warns_at)
    if explained.state in {RUNNING, OVERDUE}:
        return countdown(clock.due, at, look, warned_at=clock.warns_at)
    return settled(explained.state)


def explained_lines(explained: ClockExplanation, width: int) -> list[Line]:
    """Return the arithmetic of a clock, wrapped to a width."""
    head, *lines = arithmetic(explained)
    return [*((Piece(line, "title"),) for line in wrap(head, width)), (), *_body(lines, width)]


def _body(lines: list[str], width: int) -> Iterator[Line]:
    for line in lines:
        label, gap, body = line.strip().partition("  ")
        if not gap:
            yield from ((Piece(part),) for part in wrap(line.strip(), width))
            continue
        first, *more = wrap(body.strip(), max(8, width - _LABEL))
        yield Piece(fit(label, _LABEL), "dim"), Piece(first)
        yield from ((Piece(" " * _LABEL), Piece(part)) for part in more)
