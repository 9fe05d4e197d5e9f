"""Reading what is due for somebody; runs in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import thread_time
from typing import TYPE_CHECKING, cast

from textual.message import Message

from deskctl.language.i18n import N_
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.due.due_list import DueFilter, due_list, unordered
from deskctl.queries.due.outlook import Outlook
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.screens.session.session import Session, staff_names
from deskctl.screens.session.store_session import reading
from deskctl.screens.today.settling import is_requested
from deskctl.sla.duties import Duty
from deskctl.sla.facts import Instant
from deskctl.store.port import Reader
from deskctl.widgets.panes.tabs import Tab

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MINE, DUE, OFFICE, AHEAD = "mine", "due", "office", "ahead"
TABS = (
    Tab(MINE, N_("Mine"), N_("Mine")),
    Tab(DUE, N_("All due"), N_("Due")),
    Tab(OFFICE, N_("Back office"), N_("Office")),
    Tab(AHEAD, N_("Next 30 days"), N_("30 d")),
)
BUSINESS = "business"
_AHEAD = 30 * 86_400
_BADGE_EVERY = 300
_BADGE_REST = 300
"""How many times as long as counting took the next one waits at least."""


@dataclass
class DueRead(Message):
    """The rows of each tab, the names of customers and people, and who has the tickets with a model to check."""

    rows: Mapping[str, list[Duty]]
    customers: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[int, str | None] = field(default_factory=dict)

    def person_of(self, duty: Duty) -> str | None:
        """Return the name of the person whose turn it is, if that is one."""
        owner = duty.owner or self.owners.get(duty.ticket or 0)
        return self.people.get(owner) if owner else None

    def request_of(self, part: str) -> Duty | None:
        """Return the open request of a part that was asked for first."""
        every = (one for rows in self.rows.values() for one in rows if one.title == part)
        return next(filter(is_requested, every), None)


def read_people(conn: Reader, rows: Sequence[Duty]) -> tuple[Mapping[str, str], Mapping[int, str | None]]:
    """Return the people's names, and who has the tickets of which a model is to be checked."""
    checked = sorted({duty.ticket for duty in rows if duty.ticket is not None and duty.subject.endswith("/verify")})
    owners = {number: row.owner for number, row in rows_of(conn, checked).items()} if checked else {}
    return staff_names(conn), owners


def read_due(session: Session) -> DueRead:
    """Read what is due: mine, of everybody, of the back office, and what comes."""
    with reading(session.store) as conn:
        outlook = _outlook(conn, session, session.at())
        ahead = due_list(outlook, DueFilter(within=_AHEAD))
        due = [duty for duty in ahead if duty.state(outlook.at) in {"due", "overdue"}]
        seen = {(duty.rule.kind, duty.subject) for duty in due}
        due += [duty for duty in due_list(outlook, DueFilter()) if (duty.rule.kind, duty.subject) not in seen]
        rows = {
            MINE: [duty for duty in due if is_mine(duty, session)],
            DUE: due,
            OFFICE: [duty for duty in due if duty.rule.role == BUSINESS],
            AHEAD: ahead,
        }
        return DueRead(rows, all_customer_names(conn), *read_people(conn, due))


def is_mine(duty: Duty, session: Session) -> bool:
    """Return True if a duty is a person's own: by name, else by the role that keeps it."""
    if duty.owner is not None:
        return duty.owner == session.actor
    roles = session.acting.roles if session.acting else frozenset[str]()
    return duty.rule.role in roles or not roles


def count_late(session: Session, conn: Reader, at: Instant) -> int:
    """Return how many duties of a person are overdue; counted again after some minutes only, later if it takes long."""
    counted_at, again_at, count = session.due_late
    if counted_at <= at < again_at:
        return count
    begun = thread_time()
    count = sum(is_mine(duty, session) for duty in unordered(_outlook(conn, session, at), DueFilter(overdue=True)))
    session.due_late = at, at + max(_BADGE_EVERY, int((thread_time() - begun) * _BADGE_REST)), count
    return count


def _outlook(conn: Reader, session: Session, at: Instant) -> Outlook:
    return Outlook(conn, at, cast("ZoneInfo", session.look.zone))
