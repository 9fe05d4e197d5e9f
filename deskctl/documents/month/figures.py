"""The figures of a monthly report, read in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import minute, with_unit
from deskctl.language.i18n import either
from deskctl.language.time_words.months import month_after
from deskctl.queries.json_values import read_rfc3339
from deskctl.queries.month import care_figures
from deskctl.queries.month.attainment import Attainment, MissedPromise, attainment
from deskctl.queries.month.care_promises import CarePromises, PlannedCare
from deskctl.queries.month.closed_month import LateEntry, late_entries
from deskctl.queries.month.counted_actions import MonthSteps, Pair, late_count, month_steps
from deskctl.queries.month.duty_counts import DutyCount, hard_duty_counts
from deskctl.queries.month.excluded_tickets import excluded_ticket_count
from deskctl.queries.month.past_names import PastNames, names_at
from deskctl.queries.month.ticket_counts import (
    CountedTicket,
    assets_of,
    counted_tickets,
    is_closed,
    is_new,
    names,
    renamed,
    trend,
)
from deskctl.queries.reference.desk_facts import desk_currency
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.services.site_checklists import item_names, item_units
from deskctl.queries.ticket.full_ticket import ActionRow, history
from deskctl.queries.ticket.visits import visits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from deskctl.queries.month.period import Period
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month of the trend; `rate` is the share of hard promises that were kept."""

    month: str
    new: int
    closed: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """A visit in the period; durations in seconds, None if an end is not known."""

    ticket: int
    engineer: str
    way: int | None
    on_site: int | None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a period."""

    period: Period
    zone: ZoneInfo
    currency: str | None
    month: str
    whole_month: bool
    customer: str
    tickets: dict[int, CountedTicket]
    steps: MonthSteps
    attained: list[Attainment]
    misses: list[MissedPromise]
    words: dict[str, str]
    trend: list[TrendMonth]
    visits: list[CountedVisit]
    assets: list[tuple[int, str, str, str | None]]
    names: dict[str, dict[str, str]]
    stock: list[tuple[str, str, int, int]]
    loaners: list[tuple[str, str, int | None, int]]
    inspections: list[dict[str, Any]]
    return_visits: list[dict[str, Any]]
    return_visits_due: list[tuple[str, str]]
    trainings: list[dict[str, Any]]
    planned: list[PlannedCare]
    improvements: list[tuple[str, str, str | None, str]]
    late: list[LateEntry]
    entered_late: int
    left_out: int
    duties: list[DutyCount]

    def minute(self, at: Any) -> str:
        """Return a time to the minute."""
        return minute(at, self.zone)

    def name(self, kind: str, key: Any) -> str:
        """Return the name of a record."""
        return self.names[kind].get(str(key), str(key or ""))

    def title(self, number: int) -> str:
        """Return the title of a ticket of the period."""
        return self.tickets[number].title if number in self.tickets else ""


def read_figures(conn: Reader, period: Period, zone: ZoneInfo, month: str = "") -> MonthFigures:
    """Return all figures of a period; `month` is its name if it is a whole month."""
    past_months = [_past(conn, label, one) for label, one in trend(conn, period, zone)]
    steps, past = month_steps(conn, period), names_at(conn, period.known)
    care = CarePromises(conn, period, past, zone)
    tickets = {ticket.number: renamed(ticket, past) for ticket in counted_tickets(conn, period)}
    attained, misses = _promises(conn, period)
    begin, last = (datetime.fromtimestamp(at, zone) for at in (period.begin, period.last - 1))
    return MonthFigures(
        period=period,
        zone=zone,
        currency=desk_currency(conn),
        month=month or f"{begin:%Y-%m-%d} – {last:%Y-%m-%d}",
        whole_month=bool(month),
        customer=past.customers.get(period.customer, ""),
        tickets=tickets,
        steps=steps,
        attained=attained,
        misses=misses,
        words={one.group: _words(conn, one.group) for one in attained},
        trend=past_months,
        visits=_visits(conn, steps, period, zone),
        assets=assets_of(conn, past, [number for number, one in tickets.items() if is_new(one, period)]),
        names={
            **{kind: names(conn, past, kind) for kind in ("staff", "part", "loaner")},
            "catalog_item": names(conn, past, "catalog_item", either("name", "name_en")),
        },
        stock=[] if period.customer else care_figures.stock_below_minimum(conn, period, past),
        loaners=care_figures.loaners_out(conn, period, past),
        inspections=_inspections(conn, care, period, past, month or f"{last:%Y-%m}"),
        return_visits=care_figures.return_visits(conn, period, past),
        return_visits_due=care.return_visits_due(),
        trainings=care_figures.trainings(conn, period, past),
        planned=care.planned(f"{month_after(last.replace(day=1)):%Y-%m}"),
        improvements=[] if period.customer else care_figures.improvements(conn, past),
        late=list(late_entries(conn, period)),
        entered_late=late_count(conn, steps),
        left_out=excluded_ticket_count(conn, since=period.begin, until=period.end, customer=period.customer),
        duties=hard_duty_counts(conn, period, zone),
    )


def _inspections(conn: Reader, care: CarePromises, period: Period, past: PastNames, month: str) -> list[dict[str, Any]]:
    """Return the planned and done inspections of a month, with the names of the items."""
    recorded = care_figures.inspections(conn, period, past, month)
    rows = [*recorded, *care.inspections_not_begun({row["id"] for row in recorded})]
    waived, words, units = care.waived(), item_names(conn), item_units(conn)
    return [
        row
        | {
            "waived": row["id"] in waived,
            "items": [
                item
                | {
                    "item": either(*words.get(item["item"], (item["item"],) * 2)),
                    "value": with_unit(item.get("value"), units.get(item["item"])),
                }
                for item in row["items"]
            ],
        }
        for row in sorted(rows, key=lambda row: (row["due"], row["id"]))
    ]


def _promises(conn: Reader, period: Period, *, misses: bool = True) -> tuple[list[Attainment], list[MissedPromise]]:
    return attainment(
        conn,
        at=period.at,
        since=period.begin,
        until=period.end,
        customer=period.customer,
        closes=period.closes,
        misses=misses,
    )


def _words(conn: Reader, clause: str) -> str:
    return either(*(clause_words(conn, None, None, clause) or ("", "")))


def _past(conn: Reader, label: str, period: Period) -> TrendMonth:
    counts = Counter[str]()
    for ticket in counted_tickets(conn, period):
        counts["new"] += is_new(ticket, period)
        counts["closed"] += is_closed(ticket, period)
    attained, _misses = _promises(conn, period, misses=False)
    met = sum(one.met for one in attained if not one.soft)
    missed = sum(one.missed + one.overdue for one in attained if not one.soft)
    return TrendMonth(label, counts["new"], counts["closed"], met / (met + missed) if met + missed else None)


def _visits(conn: Reader, steps: MonthSteps, period: Period, zone: ZoneInfo) -> list[CountedVisit]:
    made: list[CountedVisit] = []
    for number in dict.fromkeys(number for number, _step in steps.of("arrived")):
        for visit in visits(history(conn, number), zone):
            arrived = read_rfc3339(visit["arrived_at"])
            if arrived is not None and period.begin <= arrived < period.last:
                way = _length(visit["departed_at"], visit["arrived_at"])
                made.append(
                    CountedVisit(number, visit["engineer"] or "", way, _length(visit["arrived_at"], visit["left_at"]))
                )
    return made


def _length(begin: str | None, end: str | None) -> int | None:
    first, last = read_rfc3339(begin), read_rfc3339(end)
    return None if first is None or last is None or last < first else last - first


def by_ticket(pairs: Sequence[Pair]) -> dict[int, list[ActionRow]]:
    """Return the actions by ticket."""
    grouped: defaultdict[int, list[ActionRow]] = defaultdict(list)
    for number, step in pairs:
        grouped[number].append(step)
    return dict(grouped)
