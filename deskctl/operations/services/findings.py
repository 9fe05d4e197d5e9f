"""What becomes of an abnormal item of an inspection: a ticket, a later date, or nothing, with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.fields import option
from deskctl.operations.services.inspection_record import OnInspection, as_text, items_of
from deskctl.operations.tickets.opening import OpenTicket
from deskctl.queries.customers.inspected_sites import first_contact

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CATALOG = {"software": "D", "usage": "B", "hardware": "B"}


@dataclass(frozen=True, kw_only=True)
class HandleFinding(OnInspection):
    """Decide what happens with an abnormal item: a ticket, a later date, or nothing."""

    verb = "finding"
    event = "finding_handled"
    also = ("logged",)
    example = "deskctl inspection finding IN-2026-10-CUS-01 --item '磁盘健康' --open-ticket --title 'replace the disk'"

    item: str | None = option(N_("the item"), required=True)
    open_ticket: bool | None = option(N_("open a ticket for it"))
    title: str | None = option(N_("the title of the ticket; the item if not given"))
    kind: str | None = option(N_("what the ticket is"), choices=("planned", "incident"), default="planned")
    in_ticket: str | None = option(N_("the ticket that deals with it already"), ref="ticket")
    later: date | None = option(N_("it is dealt with later, by this day"))
    none: bool | None = option(N_("nothing is to be done"))
    reason: str | None = option(N_("why later, or why nothing"), long=True)

    def run(self, desk: "Desk") -> None:
        """Keep it at the item and in the history; a new ticket carries the inspection."""
        row = self.found(desk)
        items = items_of(row)
        found = next((one for one in items if self.item in {one["item"], str(one["item"]).partition(".")[2]}), None)
        if found is None:
            raise NotFound(N_("{id} has no item {item}."), id=self.id, item=self.item)
        data = self._decision()
        if self.open_ticket:
            self.keep(desk, self.event, {"item": found["item"], "open_ticket": True})
            self._open(desk, row, found).run(desk)
            found["ticket"] = desk.case.name
        elif self.in_ticket:
            found["ticket"] = ticket_name(ticket_number(self.in_ticket))
            self.keep(desk, self.event, {"item": found["item"], "ticket": found["ticket"]})
        else:
            found["handled"] = data
            self.keep(desk, self.event, {"item": found["item"], **data})
        desk.update("inspection", {"id": self.id}, {"items": as_text(items)})

    def _decision(self) -> dict[str, Any]:
        """Return the decision without a ticket; refuse none at all, several at once, and one without its reason."""
        chosen = [name for name in ("open_ticket", "in_ticket", "later", "none") if getattr(self, name)]
        if len(chosen) != 1:
            raise BadData(N_("Give one of --open-ticket, --in-ticket, --later, --none."), field="open_ticket")
        if chosen[0] in {"later", "none"} and not self.reason:
            raise BadData(N_("Give the reason with --reason."), field="reason")
        return (
            {"later": str(self.later), "reason": self.reason} if self.later else {"none": True, "reason": self.reason}
        )

    def _open(self, desk: "Desk", row: dict[str, Any], item: dict[str, Any]) -> OpenTicket:
        contact = row["signed_by"] or first_contact(desk.reader, row["customer"])
        if contact is None:
            raise Refused(
                N_("{customer} has no contact to open a ticket with."), customer=row["customer"],
                hint=f"deskctl contact add --customer {row['customer']}",
            )  # fmt: skip
        return OpenTicket.of({
            "contact": contact, "title": self.title or str(item["item"]), "kind": self.kind, "channel": "internal",
            "catalog": _CATALOG[item["group"]], "site": row["site"], "inspection": self.id,
            "assets": [item["asset"]] if item.get("asset") else [],
        })  # fmt: skip
