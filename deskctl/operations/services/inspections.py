"""Inspections: what was looked at, what was found, when it was done, who signed it (S4-inspection)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.services.inspection_record import (
    VERDICTS,
    OnInspection,
    as_text,
    asked_items,
    items_of,
    missing,
)
from deskctl.policy_file.checklists import GROUPS
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CONTENT = "S4-inspection.content"


@dataclass(frozen=True, kw_only=True)
class RecordItem(OnInspection):
    """Record what was looked at in an inspection."""

    verb = "record"
    event = "item_recorded"
    example = "deskctl inspection record IN-2026-11-CUS-04 --item disk --value ok --verdict normal"

    item: str | None = option(N_("what was looked at: an item of the checklists, or your own words"), required=True)
    value: str | None = option(N_("what was read"))
    verdict: str | None = option(N_("how it is"), choices=VERDICTS, default="normal")
    group: str | None = option(N_("hardware, software or usage; known for items of the checklists"), choices=GROUPS)
    asset: str | None = option(N_("on which equipment"), ref="asset")
    text: str | None = option(N_("more about it"), long=True)

    def run(self, desk: "Desk") -> None:
        """Put it in the place of what was recorded of the same item before; the history keeps both."""
        row = self.found(desk)
        asked = next((one for one in asked_items(desk, row["site"]) if one.named(str(self.item))), None)
        group = asked.group if asked else self.group
        if group is None:
            raise BadData(N_("{item}: say with --group whether it is hardware, software or usage."), item=self.item)
        fields = {"group": group, "item": asked.key if asked else self.item, "value": self.value,
            "verdict": self.verdict}  # fmt: skip
        more = {name: getattr(self, name) for name in ("asset", "text") if getattr(self, name)}
        new = {**fields, **more}
        same = (new["item"], new.get("asset"))
        kept = [one for one in items_of(row) if (one["item"], one.get("asset")) != same]
        self.keep(desk, self.event, new, items=as_text([*kept, new]))


@dataclass(frozen=True, kw_only=True)
class DoneInspection(OnInspection):
    """Record that an inspection was done; every required item has a value, what is abnormal is handled."""

    verb = "done"
    event = "inspected"
    example = "deskctl inspection done IN-2026-11-CUS-04 --override 'the room was locked'"

    from_: datetime | None = option(N_("since when on site"))
    to: datetime | None = option(N_("until when on site"))
    override: str | None = option(N_("why items are missing: the lead's reason"), long=True)

    def run(self, desk: "Desk") -> None:
        """Refuse what S4-inspection.content forbids; keep who did it and when."""
        row = self.found(desk)
        self._refuse_open_findings(row)
        lacking = tuple(missing(desk, row))
        if lacking and not self.override:
            raise Refused(
                N_("{id}: not looked at yet: {items}."), id=self.id, items=", ".join(lacking), clause=_CONTENT,
                code="inspection_incomplete", hint=f"deskctl inspection record {self.id} --item '{lacking[0]}' ...",
            )  # fmt: skip
        begin, end = (None if at is None else instant(at) for at in (self.from_, self.to))
        if (begin is not None and end is not None and end < begin) or (end is not None and end > desk.now):
            raise Refused(N_("The times on site must be in order and not in the future."), code="order")
        data: dict[str, Any] = {"by": desk.actor, **({"override": self.override} if self.override else {})}
        self.keep(
            desk, self.event, data, done_at=desk.at, done_by=desk.actor,
            engineer_on_site_from=begin, engineer_on_site_to=end,
        )  # fmt: skip

    def _refuse_open_findings(self, row: dict[str, Any]) -> None:
        for one in items_of(row):
            if one["verdict"] == "abnormal" and not (one.get("ticket") or one.get("handled")):
                raise Refused(
                    N_("{id}: {item} is abnormal and nobody said what becomes of it."), id=self.id, item=one["item"],
                    clause=_CONTENT, code="finding_open",
                    hint=f"deskctl inspection finding {self.id} --item '{one['item']}' --open-ticket",
                )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sign(OnInspection):
    """Record that the customer signed an inspection."""

    verb = "sign"
    event = "inspection_signed"
    example = "deskctl inspection sign IN-2026-11-CUS-02 --by-contact P-0201 --how ink"

    by_contact: str | None = option(N_("who signed"), ref="contact", required=True)
    how: str | None = option(N_("how"), choices=("ink", "phone", "email"), default="ink")

    def run(self, desk: "Desk") -> None:
        """Sign what was done."""
        if self.found(desk)["done_at"] is None:
            raise Refused(N_("{id} is not done yet."), id=self.id, hint=f"deskctl inspection done {self.id}")
        self.keep(desk, self.event, {"by_contact": self.by_contact, "how": self.how}, signed_by=self.by_contact)


@dataclass(frozen=True, kw_only=True)
class Advise(OnInspection):
    """Record what the customer is advised to do after an inspection."""

    verb = "advise"
    event = "advised"
    example = "deskctl inspection advise IN-2026-11-CUS-02 --area usage --text 'add 16 GB of memory'"

    area: str | None = option(N_("hardware, software or usage"), choices=GROUPS, required=True)
    text: str | None = option(N_("the advice"), required=True, long=True)

    def run(self, desk: "Desk") -> None:
        """Add it to the advice of the inspection."""
        import json

        advice = [*json.loads(self.found(desk)["advice"]), self.text]
        self.keep(desk, self.event, {"area": self.area, "text": self.text}, advice=as_text(advice))
