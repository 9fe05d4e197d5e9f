"""What customers are owed without asking: inspections, return visits, notices of manufacturers (S4, S5.6)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deskctl.queries.customers.inspected_sites import month_end
from deskctl.queries.customers.notices import concerned_customers, delivered_notices, withdrawn_notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.outlook import Outlook
    from deskctl.sla.duties import Duty

_SITES = """
SELECT site.id, site.name, site.customer, customer.name AS customer_name, site.outlet FROM site
JOIN customer ON customer.id = site.customer
WHERE site.retired_at IS NULL
  AND EXISTS (SELECT 1 FROM asset WHERE asset.site = site.id AND asset.retired_at IS NULL)
ORDER BY site.customer, site.id
"""


def inspections(outlook: Outlook) -> Iterator[Duty]:
    """Yield the inspections not done: each site of a customer maintained on the first day of the month."""
    seen = {(row["site"], row["period"]): row for row in outlook.rows("SELECT * FROM inspection")}
    first = _first_month(outlook, [period for _site, period in seen])
    lead = timedelta(seconds=outlook.rules["inspection"].lead or 0)
    sites = list(_inspected_sites(outlook))
    maintenance = outlook.maintenance()
    while first <= outlook.today + lead - timedelta(days=27):
        period, last = f"{first:%Y-%m}", month_end(first)
        for site in sites:
            ends = [b for who, a, b in maintenance if who == site["customer"] and a <= first <= (b or date.max)]
            row = seen.get((site["id"], period))
            if ends and not (row and row["done_at"] is not None and row["done_at"] <= outlook.at):
                yield _inspection(outlook, site, period, min(last, ends[-1] or last), row)
        first = last + timedelta(days=1)


def _first_month(outlook: Outlook, periods: list[str]) -> date:
    """Return the first month that the desk answers for: its first inspection's, else that of its first record.

    A desk that was read from a file, without either, answers for all that its contracts cover.
    """
    if periods:
        return date.fromisoformat(f"{min(periods)}-01")
    made = next(outlook.rows("SELECT min(recorded_at) AS at FROM master_action"))["at"]
    return outlook.day_of(made or 0).replace(day=1)


def _inspection(outlook: Outlook, site: dict[str, Any], period: str, day: date, row: dict[str, Any] | None) -> Duty:
    return outlook.on_day(
        "inspection",
        row["id"] if row else f"IN-{period}-{site['id']}",
        f"{site['customer_name']}  {site['name']}",
        day,
        start=outlook.midnight(date.fromisoformat(f"{period}-01")),
        customer=site["customer"],
        site=site["id"],
    )


def _inspected_sites(outlook: Outlook) -> Iterator[dict[str, Any]]:
    """Yield the sites that are inspected: outlets are covered with the customer's first other site."""
    sites = list(outlook.rows(_SITES))
    with_main = {site["customer"] for site in sites if not site["outlet"]}
    done: set[str] = set()
    for site in sites:
        if not site["outlet"] or (site["customer"] not in with_main and site["customer"] not in done):
            done.add(site["customer"])
            yield site


def inspection_reports(outlook: Outlook) -> Iterator[Duty]:
    """Yield the inspections that were done and neither signed nor reported."""
    rule = outlook.rules["inspection_report"]
    text = (
        "SELECT * FROM inspection WHERE done_at <= ?1 AND signed_by IS NULL AND id NOT IN (SELECT id FROM master_action"
        " WHERE noun = 'inspection' AND event = 'inspection_report_sent' AND at <= ?1) ORDER BY id"
    )
    for row in outlook.rows(text, [outlook.at]):
        due = outlook.workdays(row["done_at"], rule["due_workdays"])
        yield outlook.until(
            "inspection_report", row["id"], row["period"], due, start=row["done_at"], customer=row["customer"],
            site=row["site"], owner=row["done_by"],
        )  # fmt: skip


def return_visits(outlook: Outlook) -> Iterator[Duty]:
    """Yield the next return visit of each maintained customer: an interval after the last one of any kind."""
    rule = outlook.rules["return_visit"]
    text = (
        "SELECT id, name, key_customer, return_visit_interval_days AS days,"
        " (SELECT max(at) FROM return_visit WHERE customer = customer.id AND at <= ?) AS last FROM customer ORDER BY id"
    )
    for row in outlook.rows(text, [outlook.at]):
        if row["id"] not in outlook.maintained:
            continue
        start = row["last"] or outlook.midnight(outlook.maintained[row["id"]][0])
        days = row["days"] or rule["interval_key_customer" if row["key_customer"] else "interval"]
        day = outlook.day_of(start) + timedelta(days=days)
        yield outlook.on_day("return_visit", row["id"], row["name"], day, start=start, customer=row["id"])


def advisories(outlook: Outlook) -> Iterator[Duty]:
    """Yield the notices that concern a maintained customer's equipment and were not delivered to him."""
    given, gone = delivered_notices(outlook.conn, outlook.at), withdrawn_notices(outlook.conn, outlook.at)
    for row in outlook.rows("SELECT * FROM advisory WHERE published <= ? ORDER BY id", [f"{outlook.today}"]):
        concerned = concerned_customers(outlook.conn, json.loads(row["models"]))
        for customer in sorted(concerned.keys() & set(outlook.maintained)):
            if row["id"] not in gone and (row["id"], customer) not in given:
                published = date.fromisoformat(row["published"])
                yield outlook.on_day(
                    "advisory", f"{row['id']}/{customer}", row["text"],
                    published + timedelta(days=outlook.rules["advisory"]["due"]),
                    start=outlook.midnight(published), customer=customer,
                )  # fmt: skip


def improvements(outlook: Outlook) -> Iterator[Duty]:
    """Yield the improvements that are open."""
    for row in outlook.rows("SELECT * FROM improvement WHERE state IN ('open', 'in_progress') ORDER BY id"):
        yield outlook.until("improvement", row["id"], row["text"], None, owner=row["owner"])
