"""An inspection at hand: planned by its period and site, or recorded already; its items and what is missing."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, either
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.policy_file.inspected.checklists import GROUPS
from deskctl.queries.services.inspected_sites import site_row
from deskctl.queries.services.inspection_plans import inspection_plans
from deskctl.queries.services.site_checklists import items_at
from deskctl.sla.derivation.inspection_periods import MONTHLY, named_period

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PLANNED = re.compile(r"IN-(\d{4}-(?:\d{2}|W\d{2}))-(.+)")
VERDICTS = ("normal", "attention", "abnormal")


@dataclass(frozen=True, kw_only=True)
class OnInspection(Operation):
    """A step on an inspection: one that is recorded, or the one that a period and a site call for."""

    noun = "inspection"
    on_ticket = False
    about = "id"

    id: str | None = option(N_("which one, such as IN-2026-12-S-0401"), required=True, stored=False)

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer whose inspection it is."""
        return str(self.found(desk)["customer"])

    def found(self, desk: "Desk") -> dict[str, Any]:
        """Return the row as it is, or as the plan has it; raises `NotFound`."""
        row = desk.row("inspection", id=self.id) or _planned(desk, str(self.id))
        if row is None:
            raise NotFound(N_("There is no inspection {id}."), id=self.id, hint="deskctl due list --kind inspection")
        return row

    def keep(self, desk: "Desk", event: str, data: dict[str, Any], **columns: Any) -> None:
        """Change columns of the row, which is made if only the plan had it, and record the step."""
        if desk.row("inspection", id=self.id) is None:
            desk.insert("inspection", self.found(desk))
        if columns:
            desk.update("inspection", {"id": self.id}, columns)
        given = {name: value for name, value in data.items() if value not in (None, (), [])}
        desk.record_on_master("inspection", str(self.id), event, given)


def items_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was looked at."""
    items: list[dict[str, Any]] = json.loads(row["items"])
    return items


def as_text(items: list[Any]) -> str:
    """Return a list as its column keeps it."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def missing(desk: "Desk", row: dict[str, Any]) -> Iterator[str]:
    """Yield the names of required items without a value, then of groups in which nothing was looked at."""
    items = items_of(row)
    for asked in items_at(desk.reader, row["site"]):
        if asked.required and not any(asked.named(str(one["item"])) for one in items):
            yield either(asked.zh, asked.en)
    present = {one["group"] for one in items}
    yield from (group for group in GROUPS if group not in present)


def blank_inspection(name: str, site: dict[str, Any], period: str, due: str) -> dict[str, Any]:
    """Return the row of an inspection that nothing was done on yet."""
    return {
        "id": name, "customer": site["customer"], "site": site["id"], "period": period, "due": due, "done_at": None,
        "done_by": None, "engineer_on_site_from": None, "engineer_on_site_to": None, "items": "[]", "advice": "[]",
        "signed_by": None,
    }  # fmt: skip


def _planned(desk: "Desk", name: str) -> dict[str, Any] | None:
    match = _PLANNED.fullmatch(name)
    site = site_row(desk.reader, match[2]) if match else None
    if match is None or site is None:
        return None
    plan = inspection_plans(desk.reader).get(site["id"])
    period = named_period(match[1], (plan and plan.interval) or MONTHLY)
    return None if period is None else blank_inspection(name, site, period.name, period.last.isoformat())
