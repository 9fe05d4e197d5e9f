"""The due list against a walk through the days, for 500 random customers with contracts, visits and inspections.

The walk uses no code of the product: for each day it determines what was promised and what was done.
"""

import calendar
import json
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

CUSTOMERS, DESKS = 125, 4
LEAD = timedelta(days=14)
ONE = timedelta(days=1)
FIRST, LAST = date(2023, 10, 31), date(2024, 12, 31)
DEMO = {
    line["type"]: line for line in reversed([*map(json.loads, data_file("demo.jsonl").read_text("utf-8").splitlines())])
}
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Pacific/Auckland")


@dataclass
class Customer:
    """A customer of the walk, with the agreements and the completed visits and inspections."""

    key: str
    is_key: bool
    days: int | None
    contracts: list[tuple[date, date]]
    visited: list[datetime] = field(default_factory=list)
    inspected: dict[str, datetime] = field(default_factory=dict)

    def covered(self, day: date) -> list[tuple[date, date]]:
        return [one for one in self.contracts if one[0] <= day <= one[1]]

    def since(self, day: date) -> date:
        """Return the first day of the uninterrupted cover up to a day."""
        while self.covered(day - ONE):
            day -= ONE
        return day

    def until(self, day: date) -> date:
        """Return the last day of the uninterrupted cover from a day on."""
        while self.covered(day + ONE):
            day += ONE
        return day


def some_customer(chance: random.Random, number: int, zone: ZoneInfo) -> Customer:
    """Return a random customer whose contracts overlap, follow each other or leave gaps, some from the 29th or 31st."""
    starts = [FIRST, date(2024, 2, 29), date(2024, 1, 31), FIRST + ONE * chance.randrange(300)]
    begin = chance.choice(starts)
    contracts = []
    for _one in range(chance.randint(1, 3)):
        end = begin + ONE * chance.randint(0, 200)
        contracts.append((begin, end))
        begin = end + ONE * chance.choice((1, 1, 2, 45, -10))
    days = chance.choice((None, None, 7, 60))
    created = Customer(f"CUS-{number}", chance.random() < 0.3, days, contracts)
    created.visited = sorted(_time(chance, zone) for _one in range(chance.randint(0, 4)))
    for month in range(12):
        if chance.random() < 0.5:
            created.inspected[f"2024-{month + 1:02d}"] = _time(chance, zone)
    return created


def _time(chance: random.Random, zone: ZoneInfo) -> datetime:
    day = FIRST + ONE * chance.randrange((LAST - FIRST).days)
    return datetime(day.year, day.month, day.day, chance.choice((0, 9, 23)), chance.choice((0, 59)), tzinfo=zone)


def lines_of(one: Customer) -> Iterator[dict[str, Any]]:
    """Yield the records of a customer, based on the first one of each type in the demo desk."""
    number = one.key[4:]
    site, person = f"S-{number}01", f"P-{number}01"
    yield like("customer", id=one.key, name=one.key, key_customer=one.is_key, return_visit_interval_days=one.days)
    yield like("site", id=site, customer=one.key, outlet=False)
    yield like("contact", id=person, customer=one.key)
    yield like("asset", id=f"A-{number}01", site=site, asset_class="other", vendor=None)
    for place, (begin, end) in enumerate(one.contracts):
        yield like("contract", id=f"CT-{number}{place}", customer=one.key, maintenance_start=str(begin),
                   maintenance_end=str(end))  # fmt: skip
    for place, at in enumerate(one.visited):
        yield like("return_visit", id=f"RV-{number}{place}", customer=one.key, at=at.isoformat(), with_contact=person,
                   by="MG1", advisories_delivered=[], improvements=[], score=5)  # fmt: skip
    for month, at in one.inspected.items():
        yield like("inspection", id=f"IN-{month}-{site}", customer=one.key, site=site, period=month,
                   due=str(_last_day(month)), done_at=at.isoformat(), done_by="MG1", items=[],
                   engineer_on_site_from=None, engineer_on_site_to=None, signed_by=None)  # fmt: skip


def like(kind: str, **values: Any) -> dict[str, Any]:
    return {**DEMO[kind], **values}


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def walked(one: Customer, now: datetime, first_month: str) -> Iterator[tuple[str, str, date, bool]]:
    """Yield what is due on a day and whether it is late, by checking the promises of each day."""
    today = now.date()
    day = min(begin for begin, _end in one.contracts)
    while day <= today:
        if day.day == 1 and (month := f"{day:%Y-%m}") >= first_month and one.covered(day):
            last = min(_last_day(month), one.until(day))
            done = month in one.inspected and one.inspected[month] <= now
            if not done and today >= last + ONE - LEAD:
                yield "inspection", f"IN-{month}-S-{one.key[4:]}01", last, today > last
        day += ONE
    if one.covered(today):
        before = [at for at in one.visited if at <= now]
        days, since = ONE * (one.days or (30 if one.is_key else 90)), one.since(today)
        last = (before[-1].date() if before and before[-1].date() + days >= since else since) + days
        if today >= last + ONE - LEAD:
            yield "return_visit", one.key, last, today > last


@pytest.mark.parametrize("seed", range(DESKS))
def test_the_due_list_agrees_with_a_walk_through_the_days(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The due list agrees with the walk over a leap year, summer time and gaps in contracts (S4-inspection, S5.6-1)."""
    chance, zone = random.Random(seed), ZoneInfo(ZONES[seed % len(ZONES)])  # noqa: S311 - the same each time
    monkeypatch.setenv("DESKCTL_NOW", "2025-01-15T09:00:00+08:00")
    customers = [some_customer(chance, number, zone) for number in range(100, 100 + CUSTOMERS)]
    staff = like("staff", id="MG1", role="service_manager")
    lines = [staff, *(line for one in customers for line in lines_of(one))]
    file, store = tmp_path / "desk.jsonl", str(tmp_path / "desk.db")
    order = ("staff", "customer", "site", "contact", "contract", "asset", "inspection", "return_visit")
    lines.sort(key=lambda line: order.index(line["type"]))
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    create_store(store)
    read_desk(file, store)
    first_month = min(month for one in customers for month in one.inspected)
    with closing(open_reader(store)) as conn:
        for _reading in range(6):
            day = date(2024, 1, 1) + ONE * chance.randrange(366)
            now = datetime(day.year, day.month, day.day, *chance.choice(((0, 0), (12, 0), (23, 59))), tzinfo=zone)
            at = int(now.timestamp())
            wanted = DueFilter(kinds=("inspection", "return_visit"))
            found = {
                (duty.rule.kind, duty.subject, duty.due_on, duty.late(at))
                for duty in due_list(DueInputs(conn, at, zone), wanted)
            }
            assert found == {row for one in customers for row in walked(one, now, first_month)}, now
