"""The base class of operations on an inspection; the items of an inspection and what is missing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_, either
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.retired_records import refuse_retired
from deskctl.policy_file.checklists import GROUPS
from deskctl.queries.services.planned_inspections import planned_inspection
from deskctl.queries.services.site_checklists import item_names, items_at

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class OnInspection(Operation):
    """An operation on an inspection that is recorded, or that a plan calls for in a period."""

    noun = "inspection"
    on_ticket = False
    about = "id"

    id: str | None = option(
        N_("which one, such as IN-2026-12-S-0401"), required=True, stored=False, offers="inspection"
    )

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer whose inspection it is."""
        return str(self.inspection_row(desk)["customer"])

    def inspection_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the stored row, else the one that the plan calls for; raises `NotFound`."""
        row = desk.row("inspection", id=self.id) or planned_inspection(desk.reader, str(self.id))
        if row is None:
            raise NotFound(N_("There is no inspection {id}."), id=self.id, hint="deskctl due list --kind inspection")
        return row

    def require_site(self, desk: "Desk") -> None:
        """Raise `Refused` if the site or its customer is retired: nothing new is begun there."""
        row = self.inspection_row(desk)
        for kind in ("customer", "site"):
            refuse_retired(desk, kind, kind, str(row[kind]))

    def require_done(self, desk: "Desk") -> None:
        """Raise `Refused` if the inspection was not done yet."""
        if self.inspection_row(desk)["done_at"] is None:
            raise Refused(N_("{id} is not done yet."), id=self.id, hint=f"deskctl inspection done {self.id}")

    def keep(self, desk: "Desk", event: str, data: dict[str, Any], **columns: Any) -> None:
        """Change columns of the row, which is inserted if it was only planned, and record the action."""
        if desk.row("inspection", id=self.id) is None:
            desk.insert("inspection", self.inspection_row(desk))
        if columns:
            desk.update("inspection", {"id": self.id}, columns)
        values = {name: value for name, value in data.items() if value not in (None, (), [])}
        desk.record_in_history("inspection", str(self.id), event, values)


def items_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the recorded items."""
    items: list[dict[str, Any]] = json.loads(row["items"])
    return items


def as_json(items: list[Any]) -> str:
    """Return a list as its column stores it."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def missing(desk: "Desk", row: dict[str, Any]) -> Iterator[str]:
    """Yield the names of required items without a value, then of groups in which nothing was looked at."""
    items = items_of(row)
    for listed in items_at(desk.reader, row["site"], row["period"]):
        if listed.required and not any(listed.named(str(one["item"])) for one in items):
            yield either(listed.zh, listed.en)
    present = {one["group"] for one in items}
    yield from (group for group in GROUPS if group not in present)


def item_name(desk: "Desk", item: dict[str, Any], lang: str | None = None) -> str:
    """Return the name of an item in a language; its own words if no checklist has it."""
    zh, en = item_names(desk.reader).get(str(item["item"]), (item["item"], item["item"]))
    return either(zh, en) if lang is None else zh if lang == "zh" else en
