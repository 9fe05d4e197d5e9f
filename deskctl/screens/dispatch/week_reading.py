"""Reading a week: visits by day and engineer with conflicts, and unplanned work; runs in a thread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_name
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.dispatch.conflicts import Conflict, Span, read_obstacles
from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list
from deskctl.queries.dispatch.free_engineers import FIELD_ROLES
from deskctl.queries.dispatch.planned_visits import PlannedVisit, pending_visits
from deskctl.queries.dispatch.progress import DROPPED
from deskctl.queries.dispatch.unplanned import changes_of, visits_to_plan
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.people import people
from deskctl.store.port import Reader
from deskctl.widgets.lines.due_lines import due_words
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAYS = 7
_AHEAD = 31 * 86_400
_PLANNED_BY: Mapping[str, tuple[str, str, str]] = {
    "inspection": ("inspection", "schedule", "id"),
    "return_visit": ("return-visit", "plan", "customer"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit on a day of the week; `is_continued` if it began the day before, `is_copy` for the copy being moved."""

    visit: PlannedVisit
    conflicts: Sequence[Conflict]
    is_continued: bool = False
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Work without a planned visit: its text, its ticket, and the step that plans it."""

    words: str
    step: PresetOperation
    number: int | None = None


@dataclass
class WeekRead(Message):
    """A week: its first day, engineers, visits by day, absences, on-call duty, unplanned work, visits called off."""

    first: date
    engineers: Sequence[tuple[str, str]] = ()
    entries: Mapping[tuple[str, int], Sequence[Entry]] = field(default_factory=dict)
    absences: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    on_call: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    unplanned: Sequence[Unplanned] = ()
    seqs: Mapping[str, int] = field(default_factory=dict)
    called_off: frozenset[str] = frozenset()


def midnights(first: date, zone: "ZoneInfo") -> list[Instant]:
    """Return the start of each day of a week and of the day after; days have 23 or 25 hours at clock changes."""
    days = (first + timedelta(days=place) for place in range(DAYS + 1))
    return [instant(datetime.combine(day, datetime.min.time(), zone)) for day in days]


def read_week(session: Session, first: date) -> WeekRead:
    """Read a week that begins on a day."""
    at, zone = session.at(), cast("ZoneInfo", session.look.zone)
    edges = midnights(first, zone)
    with reading(session.store) as conn:
        every = [*dispatch_list(conn, zone, DispatchFilter(edges[0], edges[-1]), at)]
        visits = [pair for pair in every if pair[0].progress != DROPPED]
        obstacles = read_obstacles(conn, [], edges[0], edges[-1])
        staff = [
            (one.id, one.name) for one in people(conn) if one.active and not set(FIELD_ROLES).isdisjoint(one.roles)
        ]
        unplanned = [*_unplanned(conn, session)]
        seqs = changes_of(conn, [visit.id for visit, _conflicts in visits])
    staff_ids = {name for name, _words in staff}
    others = dict.fromkeys(who for visit, _conflicts in visits for who in visit.engineers if who not in staff_ids)
    staff += [(who, session.look.names.get(who, who)) for who in others]
    absent, on_call = _busy_days(obstacles.absences, edges), _busy_days(obstacles.shifts, edges)
    called_off = frozenset(visit.id for visit, _conflicts in every if visit.progress == DROPPED)
    return WeekRead(first, staff, _by_day(visits, edges), absent, on_call, unplanned, seqs, called_off)


def _by_day(
    visits: Sequence[tuple[PlannedVisit, Sequence[Conflict]]], edges: Sequence[Instant], *, is_copy: bool = False
) -> dict[tuple[str, int], list[Entry]]:
    cells: dict[tuple[str, int], list[Entry]] = {}
    for visit, conflicts in visits:
        for day in range(DAYS):
            if visit.start < edges[day + 1] and max(visit.over, visit.start + 1) > edges[day]:
                for who in visit.engineers:
                    is_continued = visit.start < edges[day]
                    cells.setdefault((who, day), []).append(Entry(visit, conflicts, is_continued, is_copy))
    return cells


def with_copy(read: WeekRead, visit: PlannedVisit, conflicts: Sequence[Conflict], zone: "ZoneInfo") -> WeekRead:
    """Return a week with the copy of a visit at its new place, after the other visits of that cell."""
    copies = _by_day([(visit, conflicts)], midnights(read.first, zone), is_copy=True)
    entries = {**read.entries, **{cell: [*read.entries.get(cell, ()), *more] for cell, more in copies.items()}}
    return WeekRead(
        read.first, read.engineers, entries, read.absences, read.on_call, read.unplanned, read.seqs
    )  # fmt: skip


def _busy_days(spans: Sequence[Span], edges: Sequence[Instant]) -> dict[tuple[str, int], bool]:
    """Return the days of absences or shifts; True for a whole day."""
    return {
        (span.staff, day): span.start <= edges[day] and span.end >= edges[day + 1]
        for span in spans
        for day in range(DAYS)
        if span.start < edges[day + 1] and span.end > edges[day]
    }


def _unplanned(conn: Reader, session: Session) -> Iterator[Unplanned]:
    at, zone = session.at(), cast("ZoneInfo", session.look.zone)
    for visit in pending_visits(conn, zone, at):
        if not visit.engineers:
            name = ticket_name(visit.ticket) if visit.ticket is not None else visit.of
            when = short_time(visit.start, at, zone)
            parts = (name, when, _("nobody yet"), visit.customer_name, visit.site_name, visit.purpose)
            yield Unplanned(
                "  ".join(filter(None, parts)), PresetOperation("visit", "assign", None, {"id": visit.id}), visit.ticket
            )
    for number, customer, title in visits_to_plan(conn):
        words = "  ".join(filter(None, (ticket_name(number), customer, title)))
        yield Unplanned(words, PresetOperation("visit", "plan", number), number)
    duties = due_list(DueInputs(conn, at, zone), DueFilter(kinds=tuple(_PLANNED_BY), within=_AHEAD))
    customers = all_customer_names(conn) if duties else {}
    for duty in duties:
        if duty.planned_at is None:
            noun, verb, name = _PLANNED_BY[duty.rule.kind]
            subject = duty.customer if name == "customer" else duty.subject
            customer = customers.get(duty.customer or "", "")
            whose = "" if customer in duty.title else customer
            wanted = (operation_name(noun, verb), duty.title, whose, due_words(duty, at, session.look))
            yield Unplanned("  ".join(filter(None, wanted)), PresetOperation(noun, verb, None, {name: subject}))
