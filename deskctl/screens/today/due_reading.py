"""Reading what is due, in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.message import Message

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.rules.people.rights import refusal_in_any_case
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list, unordered
from deskctl.queries.services.inspected_sites import recorded_items
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.screens.services.awaited_parts import PiecesToCome, pieces_to_come
from deskctl.screens.session.session import Session, staff_names
from deskctl.screens.session.store_session import reading
from deskctl.screens.today.duty_operations import is_requested, operation_of
from deskctl.sla.duties import Duty
from deskctl.sla.facts import Instant, instant
from deskctl.store.port import Reader
from deskctl.widgets.panes.tabs import Tab

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MINE, EVERYTHING, OTHER = "mine", "all", "other"
TABS = (
    Tab("inspection", N_("Inspections"), N_("Insp.")),
    Tab("return_visit", N_("Return visits"), N_("Return")),
    Tab("warranty", N_("Warranties"), N_("Warr.")),
    Tab("contract", N_("Contracts"), N_("Contr.")),
    Tab("certificate", N_("Certificates"), N_("Cert.")),
    Tab(OTHER, N_("Other"), N_("Other")),
    Tab(MINE, N_("Mine"), N_("Mine")),
    Tab(EVERYTHING, N_("All"), N_("All")),
)
_KINDS: Mapping[str, Sequence[str]] = {
    "inspection": ("inspection", "inspection_report", "finding"),
    "return_visit": ("return_visit", "advisory", "improvement", "recommendation"),
    "warranty": ("warranty",),
    "contract": ("contract",),
    "certificate": ("certificate",),
}
BUSINESS = "business"
_YEAR = 12
_BADGE_EVERY = 300
_BADGE_REST = 300
"""The shortest wait before counting again, as a multiple of the duration of the last count."""


class Month(NamedTuple):
    """A month of the calendar."""

    year: int
    number: int

    def later(self, months: int) -> "Month":
        """Return the month some months later, or earlier if negative."""
        year, place = divmod(self.year * _YEAR + self.number - 1 + months, _YEAR)
        return Month(year, place + 1)

    def span(self, zone: "ZoneInfo") -> tuple[Instant, Instant]:
        """Return the beginnings of the month and of the next month."""
        begin, end = (datetime(one.year, one.number, 1, tzinfo=zone) for one in (self, self.later(1)))
        return instant(begin), instant(end)


@dataclass
class DueRead(Message):
    """The rows of each tab, the names of customers and people, and the owners of tickets with a part to verify."""

    rows: Mapping[str, list[Duty]]
    customers: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[int, str | None] = field(default_factory=dict)
    refusals: Mapping[str, Refused] = field(default_factory=dict)
    """Operation -> why the person at the desk may not perform it; only operations that settle a row."""
    pieces: PiecesToCome = field(default_factory=dict)
    """Ticket, number of a request and part -> the pieces that are still to come."""
    begun: frozenset[str] = frozenset()
    """The inspections of which something is recorded."""

    def person_of(self, duty: Duty) -> str | None:
        """Return the name of the person who has to settle a duty; None if it is a role."""
        owner = duty.owner or self.owners.get(duty.ticket or 0)
        return self.people.get(owner) if owner else None

    def request_of(self, part: str) -> Duty | None:
        """Return the first open request for a part."""
        every = (one for rows in self.rows.values() for one in rows if one.title == part)
        return next(filter(is_requested, every), None)


def read_people(conn: Reader, rows: Sequence[Duty]) -> tuple[Mapping[str, str], Mapping[int, str | None]]:
    """Return the names of people by id, and the owners of tickets with a part to verify."""
    checked = sorted({duty.ticket for duty in rows if duty.ticket is not None and duty.step == "verify"})
    owners = {number: row.owner for number, row in rows_of(conn, checked).items()} if checked else {}
    return staff_names(conn), owners


def read_refusals(conn: Reader, rows: Sequence[Duty], session: Session) -> Mapping[str, Refused]:
    """Return the operations that settle duties and are for others than the person at the desk."""
    steps = (operation_of(duty) for duty in rows)
    names = {f"{step.noun}.{step.verb}" for step in steps if step} if session.acting else set[str]()
    found = ((name, refusal_in_any_case(conn, session.acting, name)) for name in names if session.acting)
    return {name: refused for name, refused in found if refused}


def read_due(session: Session, month: Month) -> DueRead:
    """Read what is due in a month by kind; for the current month also what is late or can be started now."""
    zone = cast("ZoneInfo", session.look.zone)
    at, (begin, end) = session.at(), month.span(zone)
    with reading(session.store) as conn:
        due = due_list(_outlook(conn, session, at), DueFilter(within=max(0, end - at)))
        if begin <= at < end:
            seen = {(duty.rule.kind, duty.subject, duty.ticket, duty.title) for duty in due}
            to_begin = due_list(_outlook(conn, session, at), DueFilter())
            due += [duty for duty in to_begin if (duty.rule.kind, duty.subject, duty.ticket, duty.title) not in seen]
        else:
            due = [duty for duty in due if duty.due_at is not None and begin < duty.due_at <= end]
        rows = {name: [duty for duty in due if duty.rule.kind in kinds] for name, kinds in _KINDS.items()}
        rows[OTHER] = [duty for duty in due if not any(duty.rule.kind in kinds for kinds in _KINDS.values())]
        rows[MINE] = [duty for duty in due if is_mine(duty, session)]
        return DueRead({**rows, EVERYTHING: due}, all_customer_names(conn), *read_people(conn, due),
                       read_refusals(conn, due, session), pieces_to_come(conn, due), _begun(conn, due))  # fmt: skip


def _begun(conn: Reader, rows: Sequence[Duty]) -> frozenset[str]:
    """Return the inspections among some duties of which something is recorded."""
    names = {duty.subject for duty in rows if duty.rule.kind == "inspection"}
    return frozenset(name for name in names if recorded_items(conn, name))


def is_mine(duty: Duty, session: Session) -> bool:
    """Return True if a duty belongs to the person at the desk: by owner, else by role."""
    if duty.owner is not None:
        return duty.owner == session.actor
    roles = session.acting.roles if session.acting else frozenset[str]()
    return duty.rule.role in roles or not roles


def count_late(session: Session, conn: Reader, at: Instant) -> int:
    """Return the number of the person's overdue duties; a count stays valid for minutes, longer if it was slow."""
    counted_at, again_at, count = session.due_late
    if counted_at <= at < again_at:
        return count
    begun = thread_time()
    count = sum(is_mine(duty, session) for duty in unordered(_outlook(conn, session, at), DueFilter(overdue=True)))
    session.due_late = at, at + max(_BADGE_EVERY, int((thread_time() - begun) * _BADGE_REST)), count
    return count


def _outlook(conn: Reader, session: Session, at: Instant) -> DueInputs:
    return DueInputs(conn, at, cast("ZoneInfo", session.look.zone))
