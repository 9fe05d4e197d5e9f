"""Reading the day of an engineer, in a thread: the visits with their progress and the parts to take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from textual.message import Message

from deskctl.language.words.choices import choice_word
from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list
from deskctl.queries.dispatch.earlier_work import EarlierTicket, last_work_at, phone_of
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.queries.dispatch.progress import DROPPED
from deskctl.queries.dispatch.visits_without_plan import own_visit, visits_without_plan
from deskctl.queries.json_values import Shape
from deskctl.queries.services.site_checklists import open_items
from deskctl.queries.ticket.history import actions_in_force, history
from deskctl.queries.ticket.parts import parts
from deskctl.queries.ticket.visits import visits
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.sla.facts import instant
from deskctl.store.port import Reader

_BACK, _AHEAD = 7, 2
"""The days to look back, for unsigned service sheets, and to look ahead."""

DEPART, ARRIVE, LOG, LEAVE = "depart", "arrive", "log", "leave"
OTHERS: Mapping[str, tuple[str, str, str]] = {
    "IN-": ("inspection", "record", "id"),
    "TR-": ("training", "hold", "id"),
    "CUS-": ("return-visit", "record", "customer"),
}
"""The operation and the field for a visit without a ticket, by the prefix of what it is for."""


@dataclass(frozen=True, slots=True)
class MyVisit:
    """A visit of the person at the desk; `mine` is that person's progress, `next` the next step."""

    visit: PlannedVisit
    conflicts: Sequence[Conflict]
    title: str
    mine: Shape
    next: PresetOperation | None
    contact: str | None = None
    phone: str | None = None
    unsigned: bool = False
    to_take: Sequence[Shape] = ()
    items: int = 0
    earlier: EarlierTicket | None = None

    def is_same(self, other: "MyVisit") -> bool:
        """Return True if both are one visit; one that nobody had planned gets its id when somebody sets out."""
        one, another = self.visit, other.visit
        return one.id == another.id if one.id and another.id else one.ticket == another.ticket


@dataclass
class MyDayRead(Message):
    """The visits of the person at the desk, the finished ones last."""

    visits: Sequence[MyVisit]


def read_my_day(session: Session) -> MyDayRead:
    """Read the visits of the person at the desk."""
    at, zone, person = session.at(), session.look.zone, session.actor or ""
    day = datetime.fromtimestamp(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    where = DispatchFilter(instant(day - timedelta(days=_BACK)), instant(day + timedelta(days=_AHEAD)))
    with reading(session.store) as conn:
        pairs = [pair for pair in dispatch_list(conn, zone, where, at) if person in pair[0].engineers]
        others = visits_without_plan(conn, zone, person, where.since)
        every = [*(pair for pair in pairs if pair[0].progress != DROPPED), *((visit, []) for visit in others)]
        mine = [my_visit(conn, session, visit, conflicts) for visit, conflicts in every]
    return MyDayRead(sorted(filter(_matters, mine), key=lambda one: (one.next is None, one.visit.start)))


def _matters(one: MyVisit) -> bool:
    return one.next is not None or one.unsigned


def my_visit(conn: Reader, session: Session, visit: PlannedVisit, conflicts: Sequence[Conflict]) -> MyVisit:
    """Return a visit with everything its engineer needs to know."""
    if visit.ticket is None:
        return MyVisit(visit, conflicts, choice_word("purpose", visit.purpose or ""), {}, _other_step(visit))
    row = get_ticket(conn, visit.ticket)
    steps = history(conn, visit.ticket)
    made = visits(steps, session.look.zone)
    mine = own_visit(made, visit.id, session.actor or "")
    own = [one for one in made if one["id"] == visit.id] if visit.id else [mine]
    verb = next_verb(mine)
    return MyVisit(
        visit, conflicts, row.title, mine, PresetOperation("visit", verb, visit.ticket) if verb else None,
        row.contact_name, phone_of(conn, row.contact),
        unsigned=bool(mine.get("left_at")) and not any(one["signed_sheet"] for one in own),
        to_take=[one for one in parts(actions_in_force(steps), session.look.zone) if _waits(one)],
        items=len(open_items(conn, visit.ticket)),
        earlier=last_work_at(conn, visit.ticket),
    )  # fmt: skip


def next_verb(mine: Mapping[str, Any]) -> str | None:
    """Return the next step of an engineer's visit; None if it is over."""
    if not mine or mine.get("left_at") or mine.get("cancelled_at"):
        return None
    if not mine.get("departed_at") and not mine.get("arrived_at"):
        return DEPART
    if not mine.get("arrived_at"):
        return ARRIVE
    return LEAVE if mine["logs"] else LOG


def _waits(part: Shape) -> bool:
    return part["installed_at"] is None and part["returned_at"] is None


def _other_step(visit: PlannedVisit) -> PresetOperation | None:
    if visit.progress == "done":
        return None
    kind = next((kind for kind in OTHERS if visit.of.startswith(kind)), None)
    if kind is None:
        return None
    noun, verb, field = OTHERS[kind]
    return PresetOperation(noun, verb, None, {field: visit.of})


def stages(mine: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the steps of a visit in order, with the time of each."""
    yield DEPART, mine.get("departed_at")
    yield ARRIVE, mine.get("arrived_at")
    yield LOG, mine["logs"][-1]["at"] if mine.get("logs") else None
    yield LEAVE, mine.get("left_at")
