"""Reading the texts of a report (the draft, the last report or a suggestion), and the stages that are reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.language.i18n import N_
from deskctl.queries.ticket.history import ActionRow, actions_in_force
from deskctl.queries.ticket.reports import current_report
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.ticket.ticket_reading import read_ticket
from deskctl.widgets.panes.ticket_view import TicketView

_STAGES = (
    ("resolved", N_("resolved"), "S5.5-normal-1.fix"),
    ("report_issued", N_("report issued"), "S5.4-3"),
    ("feedback_sent", N_("sent to the customer"), "S5.4-4"),
    ("satisfied", N_("the customer is satisfied"), "S5.4-5"),
)
_UNDOES = {"reopened": 0, "not_satisfied": 1}


@dataclass
class ReportRead(Message):
    """A ticket and the three parts of its report; suggested parts are not `stored`."""

    view: TicketView | None
    parts: Mapping[str, str]
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage before a ticket can be closed, with the clause that requires it."""

    words: str
    clause: str
    done: bool


def read_report(session: Session, number: int) -> ReportRead:
    """Read a ticket with the draft, else the last report, else a suggestion from the actions."""
    view = read_ticket(session, number).view
    with reading(session.store) as conn:
        current = current_report(conn, number, view.actions if view else ())
    return ReportRead(view, current.parts, stored=current.stored)


def stages(actions: Sequence[ActionRow]) -> list[Stage]:
    """Return all stages, each marked as reached or not."""
    names = [event for event, _words, _clause in _STAGES]
    reached: set[str] = set()
    for action in actions_in_force(actions):
        if action.event in _UNDOES:
            reached -= set(names[_UNDOES[action.event] :])
        elif action.event in names:
            reached.add(action.event)
    return [Stage(words, clause, event in reached) for event, words, clause in _STAGES]
