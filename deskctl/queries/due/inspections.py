"""Duties about inspections: to carry them out, to report them, to settle postponed findings (S4-inspection)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.language.i18n import either
from deskctl.queries.services.inspection_plans import (
    Appointment,
    InspectionPlan,
    appointments,
    every_plan,
    waived_inspections,
)
from deskctl.queries.services.plan_history import PlanHistory
from deskctl.queries.services.record_actions import actions_on
from deskctl.queries.services.sites_together import Place, SitesTogether
from deskctl.sla.derivation.inspection_periods import (
    InspectionPeriod,
    Interval,
    last_promised_day,
    periods,
    planned_day,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty

_DONE = "SELECT site, period FROM inspection WHERE done_at <= ?"
_DONE_ON = "SELECT id, done_at FROM inspection WHERE done_at <= ?"
_NAMES = "SELECT site, period, id FROM inspection"
_NAMES_OF_OPEN = f"{_NAMES} WHERE done_at IS NULL OR done_at > ?"
_SITES = """
SELECT site.id, site.name, site.customer, customer.name AS customer_name, site.outlet FROM site
JOIN customer ON customer.id = site.customer
WHERE (site.retired_at IS NULL OR site.retired_at > ?) AND {of}
  AND EXISTS (SELECT 1 FROM asset WHERE asset.site = site.id AND (asset.retired_at IS NULL OR asset.retired_at > ?))
ORDER BY site.customer, site.id
"""
_AT = "coalesce((SELECT at FROM master_action AS step WHERE noun = '{0}' AND step.id = {0}.id AND event = 'added'), 0)"
_ADDED = f"""
SELECT {_AT.format("site")}, {_AT.format("asset")} FROM site JOIN asset ON asset.site = site.id
WHERE site.id = ? AND (asset.retired_at IS NULL OR asset.retired_at > ?)
"""
_FARTHEST = 366 * 86_400
"""How far ahead inspections are listed at most, because there is no last one."""


def inspections(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each inspection not done, if the customer was under maintenance when its period began."""
    waived = waived_inspections(inputs.conn, inputs.at)
    done: set[tuple[str, str]] = set(map(tuple, inputs.conn.execute(_DONE, [inputs.at])))
    names = inputs.conn.execute(_NAMES_OF_OPEN, [inputs.at])
    for name, visited, planned in _promised(inputs, names, done):
        if name not in waived:
            yield _inspection(inputs, visited, name, planned)


def every_inspection(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each promised inspection up to the lead, done and waived ones included."""
    waived = waived_inspections(inputs.conn, inputs.at)
    done_on = dict(inputs.conn.execute(_DONE_ON, [inputs.at]))
    for name, visited, planned in _promised(inputs, inputs.conn.execute(_NAMES), ()):
        yield _inspection(inputs, visited, name, planned)._replace(stop=done_on.get(name), waived=name in waived)


def _promised(
    inputs: DueInputs, names: Iterable[tuple[str, str, str]], besides: Container[tuple[str, str]]
) -> Iterator[tuple[str, _PromisedSite, Appointment | None]]:
    """Yield each promised inspection: its id, its site and period, its appointment.

    `names` contains those that are recorded: site, period and id; `besides` those that are excluded.
    """
    named = {(site, period): name for site, period, name in names}
    planned = appointments(inputs.conn, inputs.at)
    for visited in _promised_sites(inputs, inputs.first_day, besides):
        site, period = visited.site.id, visited.period.name
        name = named.get((site, period)) or f"IN-{period}-{site}"
        yield name, visited, planned.get(name)


class _Site(NamedTuple):
    id: str
    name: str
    customer: str
    customer_name: str
    outlet: bool


@dataclass(frozen=True, slots=True)
class _PromisedSite:
    """A site with a period in which it must be inspected, the last day for it, and its usual engineer."""

    site: _Site
    period: InspectionPeriod
    last: date
    engineer: str | None
    planned_on: date | None


def _promised_sites(inputs: DueInputs, begins: date, besides: Container[tuple[str, str]]) -> Iterator[_PromisedSite]:
    """Yield the sites with each shown period on whose first day their customer was under maintenance.

    `besides` contains sites and periods that are excluded.
    """
    history = PlanHistory(every_plan(inputs.conn), begins, inputs.day_of)
    shown, begun = _ShownPeriods(inputs), _FirstDays(inputs)
    for site, together in _visited_sites(inputs, history):
        promised = inputs.maintenance.get(site.customer, ())
        for span in history.of_site(site.id):
            for period in shown.periods(span.interval, span.first) if span.interval else ():
                if (site.id, period.name) in besides:
                    continue
                last = last_promised_day(period, promised)
                if (
                    last
                    and span.includes(period)
                    and (together is None or together.visited(site.id, period) == site.id)
                    and begun.before_the_end(site.id, period)
                ):
                    yield _promised_site(site, period, span.plan, last)


def _promised_site(site: _Site, period: InspectionPeriod, plan: InspectionPlan | None, last: date) -> _PromisedSite:
    planned_on = planned_day(plan.day, period) if plan and plan.day else None
    return _PromisedSite(site, period, last, plan.engineer if plan else None, planned_on)


class _ShownPeriods:
    """The periods that are shown, computed once for each interval and first day.

    They have begun, or end within the lead or the time ahead that was requested.
    """

    def __init__(self, inputs: DueInputs) -> None:
        self._today = inputs.today
        lead, ahead = inputs.rules["inspection"].lead or 0, inputs.ahead
        asked = min(ahead, _FARTHEST) if isinstance(ahead, int) else 0
        self._lead = timedelta(seconds=max(lead, asked))
        self._periods: dict[tuple[Interval, date], list[InspectionPeriod]] = {}

    def periods(self, interval: Interval, begins: date) -> list[InspectionPeriod]:
        """Return the shown periods from a day on."""
        shown = self._periods.get((interval, begins))
        if shown is None:
            made = periods(interval, begins, self._today + self._lead)
            shown = [one for one in made if one.first <= self._today or one.last - self._lead <= self._today]
            self._periods[interval, begins] = shown
        return shown


class _FirstDays:
    """The days from which the sites with equipment are known, read for sites that may be late only."""

    def __init__(self, inputs: DueInputs) -> None:
        self._inputs = inputs
        self._days: dict[str, date] = {}

    def before_the_end(self, site: str, period: InspectionPeriod) -> bool:
        """Return whether a site and equipment there were known before the end of a period."""
        if period.last >= self._inputs.today:
            return True
        if site not in self._days:
            added = map(max, self._inputs.conn.execute(_ADDED, [site, self._inputs.at]))
            self._days[site] = self._inputs.day_of(min(added))
        return period.last >= self._days[site]


def _inspection(inputs: DueInputs, visited: _PromisedSite, name: str, planned: Appointment | None) -> Duty:
    site = visited.site
    planned_on = inputs.midnight(visited.planned_on) if visited.planned_on else None
    return inputs.on_day(
        "inspection",
        name,
        f"{site.customer_name}  {site.name}",
        visited.last,
        start=inputs.midnight(visited.period.first),
        customer=site.customer,
        site=site.id,
        owner=planned.engineers[0] if planned and planned.engineers else visited.engineer,
        planned_at=planned.at if planned else planned_on,
    )


def _visited_sites(inputs: DueInputs, history: PlanHistory) -> Iterator[tuple[_Site, SitesTogether | None]]:
    """Yield the sites that are visited for inspections of their own.

    Each is yielded with the sites of its customer, which tell in which periods it is visited; without them it is in
    all, because no plan concerns the customer.
    """
    of, values = inputs.of_customers("site.customer")
    sites = [_Site._make(row) for row in inputs.conn.execute(_SITES.format(of=of), [inputs.at, *values, inputs.at])]
    planned = {site.customer for site in sites if site.id in history.sites} if history.sites else set()
    places: dict[str, list[Place]] = {customer: [] for customer in planned}
    for site in sites if planned else ():
        if site.customer in planned:
            places[site.customer].append(Place(site.id, site.outlet))
    groups = {customer: SitesTogether(own, history) for customer, own in places.items()}
    with_main = {site.customer for site in sites if not site.outlet}
    done: set[str] = set()
    for site in sites:
        together = groups.get(site.customer)
        if together is not None:
            if not together.never_alone(site.id):
                yield site, together
        elif not site.outlet or (site.customer not in with_main and site.customer not in done):
            done.add(site.customer)
            yield site, None


def inspection_reports(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each inspection that was done but neither signed nor reported."""
    rule = inputs.rules["inspection_report"]
    text = "SELECT * FROM inspection WHERE done_at <= ? AND signed_by IS NULL ORDER BY id"
    sent = {step.record for step in actions_on(inputs.conn, "inspection", ("inspection_report_sent",), inputs.at)}
    for row in inputs.rows(text, [inputs.at]):
        if row["id"] in sent:
            continue
        due = inputs.workdays(row["done_at"], rule["due_workdays"])
        yield inputs.until(
            "inspection_report", row["id"], row["period"], due, start=row["done_at"], customer=row["customer"],
            site=row["site"], owner=row["done_by"],
        )  # fmt: skip


def findings(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each abnormal item that was postponed to a day."""
    names: dict[str, tuple[str, str]] | None = None
    for row in inputs.rows("SELECT * FROM inspection WHERE items LIKE '%\"later\"%' ORDER BY id"):
        if names is None:
            from deskctl.queries.services.site_checklists import item_names

            names = item_names(inputs.conn)
        for item in json.loads(row["items"]):
            later = (item.get("handled") or {}).get("later")
            if later and item["verdict"] == "abnormal":
                yield inputs.on_day(
                    "finding", f"{row['id']}/{item['item']}", _finding_subject(names, item),
                    date.fromisoformat(later), start=row["done_at"], customer=row["customer"], site=row["site"],
                    owner=row["done_by"],
                )  # fmt: skip


def _finding_subject(names: Mapping[str, tuple[str, str]], item: Mapping[str, Any]) -> str:
    """Return the name of an item in the reader's language, else its own words, and its value."""
    name = either(*names.get(item["item"], (item["item"], item["item"])))
    return f"{name}  {item.get('value') or ''}".strip()
