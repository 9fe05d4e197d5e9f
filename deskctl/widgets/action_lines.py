"""What happened on a ticket as lines, newest first: when, who, what, and the words that were logged."""

from collections.abc import Iterator

from deskctl.i18n import _
from deskctl.queries.ticket import ActionRow
from deskctl.sla.facts import Instant
from deskctl.widgets.cells import fit, wrap
from deskctl.widgets.line_pane import Line, Piece
from deskctl.widgets.look import Look
from deskctl.widgets.moments import short_moment
from deskctl.widgets.ticket_view import TicketView
from deskctl.words import EVENTS, word

_WHEN, _WHO, _NARROW, _EVENT = 16, 9, 60, 26
_NOTE_LINES = 8
_LOUD = {
    "emergency_declared": "breached",
    "not_satisfied": "breached",
    "reopened": "soon",
    "resolved": "good",
    "satisfied": "good",
    "closed": "good",
}


def action_lines(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Give the lines of all actions."""
    yield (Piece(_("What happened ({n})").format(n=len(view.actions)), "dim"),)
    for action in sorted(view.actions, key=lambda action: -action.seq):
        yield from _action(action, at, look, width)


def _action(action: ActionRow, at: Instant, look: Look, width: int) -> Iterator[Line]:
    when = short_moment(action.at, at, look.zone)
    head = [Piece(fit(when, _WHEN) + " ", "dim"), Piece(fit(action.actor_name or action.actor, _WHO) + " ", "accent")]
    event, style = word(EVENTS, action.event), _LOUD.get(action.event, "text")
    if width < _NARROW:
        yield (*head, Piece(event, style))
        yield from ((Piece("  " + line, "dim"),) for line in _note(action, width - 2))
        return
    notes = _note(action, width - _WHEN - _WHO - _EVENT - 3) or [""]
    yield (*head, Piece(fit(event, _EVENT) + " ", style), Piece(notes[0], "dim"))
    yield from ((Piece(" " * (_WHEN + _WHO + _EVENT + 3)), Piece(line, "dim")) for line in notes[1:])


def _note(action: ActionRow, width: int) -> list[str]:
    return wrap(action.note, width, _NOTE_LINES) if action.note else []
