"""The history of a ticket as lines, latest first: when, who, what, and the logged text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskctl.language.i18n import _
from deskctl.language.words import EVENTS, word
from deskctl.language.words.action_texts import action_texts, named_values
from deskctl.queries.messages.mail_texts import HINT
from deskctl.queries.ticket.history import ActionRow, actions_in_force, by_time, corrections, event_name
from deskctl.sla.facts import CORRECTED, Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.cells import fit, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time, span

_WHEN, _WHO, _NARROW, _EVENT = 16, 9, 60, 26
_NOTE_LINES = 8
_STYLES = {
    "emergency_declared": "breached",
    "not_satisfied": "breached",
    "reopened": "soon",
    "resolved": "good",
    "satisfied": "good",
    "closed": "good",
}


def action_lines(
    view: TicketView, at: Instant, look: Look, width: int, undone_key: str | None = None
) -> Iterator[Line]:
    """Yield the lines of the actions, latest first.

    Undone actions are hidden if there is a key that shows them.
    """
    by_seq, gone, late = {action.seq: action for action in view.actions}, corrections(view.actions), _late(view)
    shown = view.actions if undone_key is None else actions_in_force(view.actions)
    hidden = 0 if undone_key is None else sum(action.event != CORRECTED for action in view.actions) - len(shown)
    more = _("; {key}: {n} more, undone").format(key=undone_key, n=hidden) if hidden else ""
    yield (Piece(_("What happened ({n})").format(n=len(shown)) + more, "dim"),)
    for action in sorted(shown, key=by_time, reverse=True):
        other = by_seq.get(action.data.get("seq", 0)) if action.event == CORRECTED else None
        texts = _texts(action, look, undone=other, is_undone=action.seq in gone, late=late.get(action.seq, 0))
        yield from _action(action, texts, short_time(action.at, at, look.zone), width, is_undone=action.seq in gone)


def _late(view: TicketView) -> Mapping[int, int]:
    """Return the delay of each late action in seconds, by its number."""
    return {one["seq"]: one["late_by"] for one in view.record.get("actions", ()) if one["late_by"]}


def _texts(action: ActionRow, look: Look, *, undone: ActionRow | None, is_undone: bool, late: int) -> list[str]:
    """Return the texts of an action, preceded by notes: recorded late, undoes another action, was undone."""
    logged = action_texts(action.note, action.data)
    first = [_("undone")] if is_undone else [event_word(undone)] if undone else []
    entered = [_("entered {time} later").format(time=span(late))] if late else []
    texts = [*(logged or filter(None, [named_values(action.data, look.zone, look.names)])), *_marks(action.data)]
    return [*entered, *first, *texts]


def _marks(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a reader must know of a mail: that it cannot be read here, that its writer is unknown."""
    if data.get("sealed"):
        yield _(HINT)
    if data.get("unknown_person"):
        unproved, unknown = _("in the name of {address}, not authenticated"), _("from {address}, who is not on record")
        yield (unproved if data.get("unproved") else unknown).format(address=data["unknown_person"])


def event_word(action: ActionRow) -> str:
    """Return the word for an action; a note is called a note, not a contact with the customer."""
    return word(EVENTS, event_name(action.event, action.data))


def _action(action: ActionRow, texts: Sequence[str], when: str, width: int, *, is_undone: bool) -> Iterator[Line]:
    head = [
        Piece(fit(when, _WHEN) + " ", "dim"),
        Piece(fit(action.actor_name or action.actor or "", _WHO) + " ", "accent"),
    ]
    event, style = event_word(action), "idle" if is_undone else _STYLES.get(action.event, "text")
    if width < _NARROW:
        yield (*head, Piece(event, style))
        yield from ((Piece("  " + line, "dim"),) for line in _notes(texts, width - 2))
        return
    notes = _notes(texts, width - _WHEN - _WHO - _EVENT - 3) or [""]
    yield (*head, Piece(fit(event, _EVENT) + " ", style), Piece(notes[0], "dim"))
    yield from ((Piece(" " * (_WHEN + _WHO + _EVENT + 3)), Piece(line, "dim")) for line in notes[1:])


def _notes(texts: Sequence[str], width: int) -> list[str]:
    return [line for text in texts for line in wrap(text, width, _NOTE_LINES)]
