"""Finding the last action that can be undone and the resulting changes of promises, in a thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.ticket.full_ticket import ActionRow, history
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Step, not_performed
from deskctl.screens.session.store_session import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.operations.perform import ClockChange

_UNDO, _LOOKED_AT = "ticket.correct", 12


@dataclass
class UndoFound(Message):
    """The action that would be undone, and the clocks that would change."""

    action: ActionRow
    changes: "Sequence[ClockChange]"


def correction(number: int, seq: int, reason: str) -> Step:
    """Return the operation that undoes an action."""
    return Step(build(find(*_UNDO.split(".")), {"seq": seq, "reason": reason}), number)


def find_undo(session: Session, number: int) -> UndoFound | NotPerformed:
    """Find the last action that can be undone, by a trial run; raises `NotFound` if there is none.

    What was recorded with the opening of a ticket is part of it: a ticket on which nothing else happened is voided.
    If this person can undo no action, the result is the refusal of the last one for which there is a way.
    """
    with reading(session.store) as conn:
        actions = history(conn, number)
    opening = (actions[0].at, actions[0].recorded_at)
    later = [one for one in actions if (one.at, one.recorded_at) != opening]
    refusals = []
    for action in reversed(later[-_LOOKED_AT:]):
        tried = _tried(session, number, action.seq)
        if not isinstance(tried, Refused):
            return UndoFound(action, tried)
        refusals.append(tried)
    if refused := next((one for one in refusals if one.remedy is not None), None):
        return not_performed(session, refused, [_UNDO])
    raise NotFound(N_("{ticket} has no action that can be undone."), ticket=ticket_name(number))


def _tried(session: Session, number: int, seq: int) -> "Sequence[ClockChange] | Refused":
    from deskctl.operations.perform import RequestContext, perform

    context = RequestContext(now=session.now(), actor=session.actor, dry_run=True)
    try:
        return perform(session.store, correction(number, seq, "?").operation, number, context).changes
    except Refused as refused:
        return refused
