"""Reading the shift, in a thread: what happened, the promised calls, the planned visits."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual.message import Message

from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.queries.dispatch.progress import DONE, DROPPED, UNDER_WAY
from deskctl.queries.watch.callbacks import PromisedCall, promised_calls
from deskctl.queries.watch.since_away import ShiftHandover, SinceAway, last_step_on_site, since_away
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.people import people
from deskctl.store.port import Reader
from deskctl.widgets.lines.day_lines import call_line, handed_lines, ticket_line, visit_line
from deskctl.widgets.panes.line_pane import Line
from deskctl.widgets.panes.tabs import Tab

SHIFT, CALLS, VISITS = "shift", "calls", "visits"
TABS = (
    Tab(SHIFT, N_("While I was away"), N_("Away")),
    Tab(CALLS, N_("Calls to make"), N_("Calls")),
    Tab(VISITS, N_("Visits of the week"), N_("Visits")),
)
_DAYS = 7


@dataclass(frozen=True)
class Entry:
    """A row with its ticket and the operation that settles it; `goes_on` is true if it continues the row above."""

    id: Hashable
    line: Line
    number: int | None = None
    step: PresetOperation | None = None
    goes_on: bool = False


@dataclass
class ShiftRead(Message):
    """The rows of each tab, and the calls the person has to make; `handed` is the hand-over to be confirmed."""

    entries: Mapping[str, Sequence[Entry]]
    away: SinceAway
    calls: Sequence[PromisedCall]
    handed: str | None


def read_shift(session: Session, width: int) -> ShiftRead:
    """Read the day of the person at the desk, with rows of a width."""
    at, look, person = session.at(), session.look, session.actor or ""
    with reading(session.store) as conn:
        names = {one.id: one.name for one in people(conn)}
        away = since_away(conn, person, at)
        shift = [*_handed(away, session, width)]
        shift += [
            Entry(row.number, ticket_line(row, steps, at, look, width), row.number) for row, steps in away.tickets
        ]
        promised = promised_calls(conn)
        calls = [
            Entry(
                call.id,
                call_line(call, person, at, look, width),
                call.ticket,
                PresetOperation("callback", "done", call.ticket, {"id": call.id}),
            )
            for call in sorted(promised, key=lambda call: call.staff != person)
        ]
        where = DispatchFilter(*_week(at, session))
        visits = [
            Entry(
                (visit.id, visit.of),
                visit_line(visit, conflicts, names, at, look, width),
                visit.ticket,
                _step(conn, visit, person),
            )
            for visit, conflicts in dispatch_list(conn, look.zone, where, at)
        ]
    own = [call for call in promised if call.staff == person]
    waiting = next((one.id for one in away.handed if _waits(one, session)), None)
    return ShiftRead({SHIFT: shift, CALLS: calls, VISITS: visits}, away, own, waiting)


def _handed(away: SinceAway, session: Session, width: int) -> list[Entry]:
    """Return the rows of recent and unconfirmed hand-overs; an unconfirmed one has the operation that confirms it."""
    entries = []
    for one in away.handed:
        number = ticket_number(one.tickets[0]) if one.tickets else None
        step = PresetOperation("shift", "confirm", number, {"id": one.id}) if _waits(one, session) else None
        lines = handed_lines(one, session.at(), session.look, width)
        entries += [Entry((one.id, place), line, number, step, goes_on=place > 0) for place, line in enumerate(lines)]
    return entries


def _waits(one: ShiftHandover, session: Session) -> bool:
    """Return True if a hand-over waits to be confirmed by the person at the desk."""
    return one.open and one.staff != session.actor


def _step(conn: Reader, visit: PlannedVisit, person: str) -> PresetOperation:
    """Return the next operation of a visit: depart, arrive, log or leave for its engineers, else confirm or move."""
    if visit.ticket is None or person not in visit.engineers or visit.progress in {DONE, DROPPED}:
        return PresetOperation("visit", "move" if visit.confirmed else "confirm", visit.ticket, {"id": visit.id})
    if visit.progress is None:
        verb = "depart"
    elif visit.progress == UNDER_WAY:
        verb = "arrive"
    else:
        verb = "leave" if last_step_on_site(conn, visit.ticket, person) == "work_log" else "log"
    return PresetOperation("visit", verb, visit.ticket)


def _week(at: Instant, session: Session) -> tuple[Instant, Instant]:
    """Return the midnight before a time, and the midnight some days later."""
    zone = session.look.zone
    day = datetime.fromtimestamp(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return instant(day), instant(day + timedelta(days=_DAYS))
