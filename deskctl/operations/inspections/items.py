"""The results of an inspection: one item at a time, or a whole sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.words.choices import VERDICTS
from deskctl.operations.framework.fields import option
from deskctl.operations.inspections.inspection_record import OnInspection, as_json, items_of
from deskctl.operations.inspections.item_file import read_item_file
from deskctl.policy_file.checklists import EVERY_GROUP, ChecklistItem
from deskctl.policy_file.verdicts import verdict_on
from deskctl.queries.services.site_checklists import items_at

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class RecordItem(OnInspection):
    """Record what was looked at in an inspection, or a whole sheet that was filled in elsewhere."""

    verb = "record"
    event = "item_recorded"
    example = "deskctl inspection record IN-2026-11-CUS-04 --item disk --value ok --verdict normal"

    item: str | None = option(N_("what was checked: an item of the checklists, or your own words"))
    value: str | None = option(N_("the value that was read"))
    verdict: str | None = option(N_("its state; judged by the checklist's limits if not given"), choices=VERDICTS)
    group: str | None = option(N_("hardware, software ...; known for items of the checklists"), choices=EVERY_GROUP)
    asset: str | None = option(N_("on which equipment"), ref="asset")
    text: str | None = option(N_("further details"), long=True)
    photo: str | None = option(N_("the photo of it: an attachment"), ref="attachment")
    file: str | None = option(N_("a sheet with many items: CSV or JSON Lines"), stored=False)
    rows: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Read the sheet, if one is named, before anything is written."""
        made = super().of(values)
        return replace(made, rows=read_item_file(made.file)) if made.file else made

    def run(self, desk: "Desk") -> None:
        """Replace an earlier record of the same item; the history keeps both."""
        if (self.item is None) is (self.file is None):
            raise BadData(N_("Give either an item or a file."), field="item")
        inspected = self.inspection_row(desk)
        checklist = items_at(desk.reader, inspected["site"], inspected["period"])
        if self.file is None:
            self._record(desk, checklist, self.data())
        for row in self.rows:
            self._refuse_foreign(desk, row)
            self._record(desk, checklist, row)

    def _record(self, desk: "Desk", checklist: tuple[ChecklistItem, ...], entry: Mapping[str, Any]) -> None:
        listed = next((one for one in checklist if one.named(str(entry["item"]))), None)
        group = listed.group if listed else entry.get("group")
        if group is None:
            raise BadData(
                N_("{item}: say which group it belongs to: hardware, software or usage."),
                item=entry["item"],
                field="group",
            )
        value = None if listed is None else _checked(listed, entry.get("value"))
        verdict = entry.get("verdict") or (listed and verdict_on(
            value, attention=listed.attention, abnormal=listed.abnormal))  # fmt: skip
        if listed and value and not verdict and (listed.attention or listed.abnormal):
            desk.warn(
                N_("{item}: the limits say nothing about {value}; it counts as normal."), item=listed.key, value=value
            )
        verdict = verdict or "normal"
        new = {"group": group, "item": listed.key if listed else entry["item"], "value": value or entry.get("value"),
               "verdict": verdict}  # fmt: skip
        new |= {name: entry[name] for name in ("asset", "text", "photo") if entry.get(name)}
        same = (new["item"], new.get("asset"))
        kept = [one for one in items_of(self.inspection_row(desk)) if (one["item"], one.get("asset")) != same]
        self.keep(desk, self.event, new, items=as_json([*kept, new]))

    def _refuse_foreign(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        from deskctl.operations.rules.people.ownership import check_owner

        if asset := row.get("asset"):
            if desk.row("asset", id=asset) is None:
                raise BadData(N_("{field}: {value} is not known."), field="asset", value=asset)
            check_owner(desk, "asset", "asset", asset, self.customer_of(desk))


def _checked(item: ChecklistItem, value: str | None) -> str | None:
    """Return a value that fits the kind of its item; raise `BadData` if it does not."""
    if value is None:
        return None
    if item.kind == "number" and not any(character.isdigit() for character in value):
        raise BadData(N_("{item}: {value} is not a number."), item=item.key, value=value)
    if item.kind == "choice" and value not in item.choices:
        raise BadData(
            N_("{field}: {value} is not one of {choices}."), field=item.key, value=value,
            choices=", ".join(item.choices),
        )  # fmt: skip
    return value
