"""The effect of an operation on promises as lines: before and after."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from deskctl.language.i18n import _
from deskctl.language.words import STATES, milestone_word, word
from deskctl.sla.facts import Instant
from deskctl.sla.state import MISSED, OVERDUE, RUNNING, Clock, state_at
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from deskctl.operations.perform import ClockChange

_MILESTONE = 18
_STYLES = {RUNNING: "running", OVERDUE: "breached", MISSED: "missed"}


def change_lines(changes: "Sequence[ClockChange]", at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines of all clocks that change."""
    lines = [line for change in changes for line in _change(change, at, look, width)]
    return lines or [(Piece(_("No promise changes."), "dim"),)]


def _change(change: "ClockChange", at: Instant, look: Look, width: int) -> Iterator[Line]:
    clock = change.after or change.before
    name = fit(milestone_word(clock.milestone) if clock else "", _MILESTONE)
    before = _clock_text(change.before, at, look) if change.before else _("none")
    after = _clock_text(change.after, at, look) if change.after else _("none, the promise no longer applies")
    yield Piece(name, "strong"), Piece(clock.clause if clock else "", "dim")
    space = width - 4
    for label, text, style in ((_("now"), before, "dim"), (_("then"), after, _style(change.after, at))):
        head = fit(label, 6)
        first, *more = wrap(text, space - 6)
        yield Piece(f"  {head}", "dim"), Piece(first, style)
        yield from ((Piece(" " * 8), Piece(line, style)) for line in more)


def _style(clock: Clock | None, at: Instant) -> str:
    return _STYLES.get(state_at(clock, at) or "", "text") if clock else "text"


def _clock_text(clock: Clock, at: Instant, look: Look) -> str:
    state = word(STATES, state_at(clock, at))
    if clock.stop is not None:
        return f"{state}, {short_time(clock.stop, at, look.zone)}"
    if clock.due is not None:
        return f"{state}, " + _("due {time}").format(time=short_time(clock.due, at, look.zone))
    return state
