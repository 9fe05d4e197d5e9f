"""Inspections that are planned but not recorded yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.services.inspected_sites import inspection_of_period, last_day_at, maintenance_of, site_row
from deskctl.queries.services.inspection_plans import inspection_plans
from deskctl.sla.derivation.inspection_periods import MONTHLY, last_promised_day, named_period, periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.store.port import Reader

_PLANNED = re.compile(r"IN-(\d{4}-(?:\d{2}|W\d{2}))-(.+)")


def planned_inspection(conn: Reader, name: str) -> dict[str, Any] | None:
    """Return the row of the inspection that is planned for a period and site; None if the id names none."""
    match = _PLANNED.fullmatch(name)
    site = site_row(conn, match[2]) if match else None
    if match is None or site is None:
        return None
    plan, month = inspection_plans(conn).get(site["id"]), named_period(match[1])
    applies = plan is not None and month is not None and month.last >= (plan.begins or month.last)
    period = named_period(match[1], (applies and plan and plan.interval) or MONTHLY)
    if period is None:
        return None
    return blank_inspection(name, site, period.name, last_day_at(conn, site, period).isoformat())


class NextInspection(NamedTuple):
    """The next inspection of a site: its id, or the code of the reason why there is none."""

    next: str | None
    no_next: str | None = None


def next_of(conn: Reader, row: Mapping[str, Any]) -> NextInspection:
    """Return the inspection of the same site in the next period, if it is recorded or promised."""
    plan = inspection_plans(conn).get(row["site"])
    interval = MONTHLY if plan is None else plan.interval
    if interval is None:
        return NextInspection(None, "never")
    period = named_period(str(row["period"]), interval)
    if period is None:
        return NextInspection(None, "no_period")
    day = period.last + timedelta(days=1)
    following = next(periods(interval, day, day))
    recorded = inspection_of_period(conn, row["site"], following.name)
    if recorded is None and last_promised_day(following, maintenance_of(conn, row["customer"])) is None:
        return NextInspection(None, "no_maintenance")
    return NextInspection(recorded or f"IN-{following.name}-{row['site']}")


def blank_inspection(name: str, site: Mapping[str, Any], period: str, due: str) -> dict[str, Any]:
    """Return the row of an inspection that was not begun yet."""
    return {
        "id": name, "customer": site["customer"], "site": site["id"], "period": period, "due": due, "done_at": None,
        "done_by": None, "engineer_on_site_from": None, "engineer_on_site_to": None, "items": "[]", "advice": "[]",
        "signed_by": None,
    }  # fmt: skip
