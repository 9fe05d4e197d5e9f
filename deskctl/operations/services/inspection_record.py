"""An inspection at hand: planned by its month and site, or recorded already; its items and what is missing."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, either
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.policy_file.checklists import GROUPS, ChecklistItem, items_for
from deskctl.queries.customers.inspected_sites import classes_at, month_end, site_row

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PLANNED = re.compile(r"IN-(\d{4}-(?:0[1-9]|1[0-2]))-(.+)")
VERDICTS = ("normal", "attention", "abnormal")


@dataclass(frozen=True, kw_only=True)
class OnInspection(Operation):
    """A step on an inspection: one that is recorded, or the one that a month and a site call for."""

    noun = "inspection"
    on_ticket = False
    about = "id"

    id: str | None = option(N_("which one, such as IN-2026-12-S-0401"), required=True)

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
        desk.record_on_master("inspection", str(self.id), event, data)


def items_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was looked at."""
    items: list[dict[str, Any]] = json.loads(row["items"])
    return items


def as_text(items: list[Any]) -> str:
    """Return a list as its column keeps it."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def asked_items(desk: "Desk", site: str) -> tuple[ChecklistItem, ...]:
    """Return the items that the equipment of a site asks for."""
    return items_for(classes_at(desk.reader, site))


def missing(desk: "Desk", row: dict[str, Any]) -> Iterator[str]:
    """Yield the names of required items without a value, then of groups in which nothing was looked at."""
    items = items_of(row)
    for asked in asked_items(desk, row["site"]):
        if asked.required and not any(asked.named(str(one["item"])) for one in items):
            yield either(asked.zh, asked.en)
    present = {one["group"] for one in items}
    yield from (group for group in GROUPS if group not in present)


def _planned(desk: "Desk", name: str) -> dict[str, Any] | None:
    match = _PLANNED.fullmatch(name)
    site = site_row(desk.reader, match[2]) if match else None
    if match is None or site is None:
        return None
    return {
        "id": name, "customer": site["customer"], "site": site["id"], "period": match[1],
        "due": month_end(date.fromisoformat(f"{match[1]}-01")).isoformat(), "done_at": None, "done_by": None,
        "engineer_on_site_from": None, "engineer_on_site_to": None, "items": "[]", "advice": "[]", "signed_by": None,
    }  # fmt: skip
