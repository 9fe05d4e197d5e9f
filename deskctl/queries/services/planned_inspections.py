"""Inspections that are planned but not recorded yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.services.inspected_sites import inspection_of_period, last_day_at, maintenance_of, site_row
from deskctl.queries.services.sites_together import plan_history, sites_of
from deskctl.sla.derivation.inspection_periods import last_promised_day

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
    period = plan_history(conn).period(site["id"], match[1])
    if period is None:
        return None
    return blank_inspection(name, site, period.name, last_day_at(conn, site, period).isoformat())


class NextInspection(NamedTuple):
    """The next inspection of a site: its id, or the code of the reason why there is none."""

    next: str | None
    no_next: str | None = None


def next_of(conn: Reader, row: Mapping[str, Any]) -> NextInspection:
    """Return the inspection that includes the same site in the next period, if it is recorded or promised."""
    history = plan_history(conn)
    period = history.period(row["site"], str(row["period"]))
    if period is None:
        return NextInspection(None, "no_period")
    following = history.next_period(row["site"], period.last + timedelta(days=1))
    if following is None:
        return NextInspection(None, "never")
    visited = sites_of(conn, row["site"], history).visited(row["site"], following)
    recorded = inspection_of_period(conn, visited, following.name)
    if recorded is None and last_promised_day(following, maintenance_of(conn, row["customer"])) is None:
        return NextInspection(None, "no_maintenance")
    return NextInspection(recorded or f"IN-{following.name}-{visited}")


def blank_inspection(name: str, site: Mapping[str, Any], period: str, due: str) -> dict[str, Any]:
    """Return the row of an inspection that was not begun yet."""
    return {
        "id": name, "customer": site["customer"], "site": site["id"], "period": period, "due": due, "done_at": None,
        "done_by": None, "engineer_on_site_from": None, "engineer_on_site_to": None, "items": "[]", "advice": "[]",
        "signed_by": None,
    }  # fmt: skip
