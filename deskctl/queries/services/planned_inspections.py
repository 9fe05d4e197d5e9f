"""An inspection that only the plan has: its row as it would be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deskctl.queries.services.inspected_sites import site_row
from deskctl.queries.services.inspection_plans import inspection_plans
from deskctl.sla.derivation.inspection_periods import MONTHLY, named_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.store.port import Reader

_PLANNED = re.compile(r"IN-(\d{4}-(?:\d{2}|W\d{2}))-(.+)")


def planned_inspection(conn: Reader, name: str) -> dict[str, Any] | None:
    """Return the row of the inspection that a period and a site call for; None if the id names none."""
    match = _PLANNED.fullmatch(name)
    site = site_row(conn, match[2]) if match else None
    if match is None or site is None:
        return None
    plan = inspection_plans(conn).get(site["id"])
    period = named_period(match[1], (plan and plan.interval) or MONTHLY)
    return None if period is None else blank_inspection(name, site, period.name, period.last.isoformat())


def blank_inspection(name: str, site: Mapping[str, Any], period: str, due: str) -> dict[str, Any]:
    """Return the row of an inspection that nothing was done on yet."""
    return {
        "id": name, "customer": site["customer"], "site": site["id"], "period": period, "due": due, "done_at": None,
        "done_by": None, "engineer_on_site_from": None, "engineer_on_site_to": None, "items": "[]", "advice": "[]",
        "signed_by": None,
    }  # fmt: skip
