"""Decisions on an abnormal item: a ticket, a recommendation, a later date, or nothing, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.folding import fold
from deskctl.language.i18n import N_
from deskctl.language.words import SEVERITIES
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import missing
from deskctl.operations.inspections.inspection_record import OnInspection, as_json, item_name, items_of
from deskctl.operations.services.duty_outcomes import refuse_past_day
from deskctl.operations.services.recommendations import propose
from deskctl.operations.tickets.opening import OpenTicket
from deskctl.queries.reference.desk_facts import offered_items
from deskctl.queries.services.inspected_sites import first_contact
from deskctl.queries.services.site_checklists import inspected_equipment, item_names
from deskctl.queries.services.sites_together import sites_inspected_with

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CATALOG = {"application": "D", "database": "E", "os": "E", "software": "E"}
_BASE_ENVIRONMENT = "B"
"""The item of the service catalogue for equipment that has none in `_CATALOG`."""
_NEED_REASON = frozenset({"later", "none"})
_NEW_WORK = frozenset({"open_ticket", "recommend"})
_DECISIONS = ("open_ticket", "ticket", "recommend", "later", "none")


@dataclass(frozen=True, kw_only=True)
class HandleFinding(OnInspection):
    """Decide what happens with an abnormal item: a ticket, a recommendation, a later date, or nothing."""

    verb = "finding"
    event = "finding_handled"
    also = ("logged", "recommendation_added")
    example = N_("deskctl inspection finding IN-2026-10-CUS-01 --item 'disk health' --open-ticket --title 'new disk'")

    item: str | None = option(N_("the item"), required=True)
    open_ticket: bool | None = option(N_("open a ticket for it"))
    title: str | None = option(N_("the title of the ticket; the item if not given"))
    kind: str | None = option(N_("what the ticket is"), choices=("planned", "incident"), default="planned")
    severity: str | None = option(N_("how severe; for an incident"), choices=SEVERITIES, of_policy="severity")
    ticket: str | None = option(N_("the ticket that deals with it already"), ref="ticket")
    recommend: str | None = option(N_("what the customer is advised to do about it"), long=True)
    asset: str | None = option(N_("on which equipment, if it was inspected on several"), ref="asset")
    later: date | None = option(N_("it is dealt with later, by this day"))
    none: bool | None = option(N_("nothing is to be done"))
    reason: str | None = option(N_("why later, or why nothing"), long=True)

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the reason if it is put off or left."""
        return ("reason",) if _NEED_REASON & texts.keys() else ()

    def run(self, desk: "Desk") -> None:
        """Store the decision with the item and in the history; a new ticket refers to the inspection."""
        row = self.inspection_row(desk)
        items = items_of(row)
        finding = self._item(items, item_names(desk.reader))
        chosen = self._chosen()
        if chosen in _NEW_WORK:
            self.require_site(desk)
        finding.pop("handled", None)
        named = {"item": finding["item"], "asset": finding.get("asset")}
        if chosen == "open_ticket":
            self.keep(desk, self.event, {**named, "open_ticket": True})
            self._open(desk, row, finding).run(desk)
            finding["ticket"] = desk.case.name
            desk.warn(N_("{ticket} was opened for {item}."), ticket=desk.case.name, item=item_name(desk, finding))
        elif chosen == "ticket":
            finding["ticket"] = ticket_name(ticket_number(str(self.ticket)))
            self.keep(desk, self.event, {**named, "ticket": finding["ticket"]})
        else:
            finding["handled"] = self._handled(desk, row, finding)
            self.keep(desk, self.event, {**named, **finding["handled"]})
        desk.update("inspection", {"id": self.id}, {"items": as_json(items)})

    def _item(self, items: list[dict[str, Any]], names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
        """Return the item by its key, with or without its checklist, or by its name in either language."""
        typed = fold(str(self.item))
        for one in items:
            listed = str(one["item"])
            known = (listed, listed.partition(".")[2], *names.get(listed, ()))
            if typed in map(fold, known) and self.asset in {None, one.get("asset")}:
                return one
        raise NotFound(N_("{id} has no item {item}."), id=self.id, item=self.item)

    def _chosen(self) -> str:
        """Return the decision; refuse none, several at once, and one that lacks its reason."""
        chosen = [name for name in _DECISIONS if getattr(self, name)]
        if len(chosen) != 1:
            raise BadData(
                N_("Choose one: a new ticket, a ticket that exists, a recommendation, a later day, or nothing."),
                field="open_ticket",
            )
        if chosen[0] in _NEED_REASON and not self.reason:
            raise missing("reason")
        return chosen[0]

    def _handled(self, desk: "Desk", row: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
        if self.later:
            refuse_past_day(desk, "later", self.later)
            return {"later": str(self.later), "reason": self.reason}
        if self.none:
            return {"none": True, "reason": self.reason}
        columns = {
            "customer": row["customer"], "asset": item.get("asset"), "area": item["group"], "inspection": self.id,
            "kind": "hardware" if item["group"] == "hardware" else "process", "text": self.recommend,
            "state": "proposed",
        }  # fmt: skip
        proposed = propose(desk, columns)
        desk.warn(N_("{recommendation} was proposed for {item}."), recommendation=proposed, item=item_name(desk, item))
        return {"recommendation": proposed}

    def _title(self, desk: "Desk", row: dict[str, Any], item: dict[str, Any]) -> str:
        """Return the name of the item and its value, in the customer's language."""
        customer = desk.row("customer", id=row["customer"]) or {}
        lang = customer.get("lang") or "zh"
        name, value = item_name(desk, item, lang), item.get("value")
        return f"{name}{'：' if lang == 'zh' else ': '}{value}" if value else name

    def _open(self, desk: "Desk", row: dict[str, Any], item: dict[str, Any]) -> OpenTicket:
        contact = row["signed_by"] or first_contact(desk.reader, row["customer"])
        if contact is None:
            raise Refused(
                N_("{customer} has no contact to open a ticket with."), customer=row["customer"],
                hint=f"deskctl contact add --customer {row['customer']}",
            )  # fmt: skip
        places = sites_inspected_with(desk.reader, row["site"], row["period"])
        equipment = inspected_equipment(desk.reader, places, str(item["item"]), item.get("asset"))
        kinds = (device.asset_class for device in equipment if device.asset_class in _CATALOG)
        catalog = next((_CATALOG[kind] for kind in kinds), _BASE_ENVIRONMENT)
        only = equipment[0] if len(equipment) == 1 else None
        values = {
            "contact": contact, "title": self.title or self._title(desk, row, item), "kind": self.kind,
            "channel": "internal", "inspection": self.id, "severity": self.severity,
            "catalog": catalog if catalog in {item for item, _levels in offered_items(desk.reader)} else None,
            "assets": [only.id] if only else [], "site": only.site if only else row["site"],
        }  # fmt: skip
        return OpenTicket.of({name: value for name, value in values.items() if value is not None})
