"""Identify the customer of a ticket that was opened with only a caller's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.kept_values import SCOPE
from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, option
from deskctl.operations.framework.values import missing
from deskctl.operations.rules.people.ownership import check_owner
from deskctl.operations.tickets.caller import is_early, scope_by, warn_of_maintenance
from deskctl.operations.tickets.edits import EditTicket
from deskctl.queries.customers.contacts import sites_of
from deskctl.queries.customers.ticket_assets import assets_of
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.queries.ticket.intake_values import ASSETS, intake_values

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Identify(Operation):
    """Name the customer, and the contact, of a ticket that was opened with a caller's name alone."""

    noun = "ticket"
    verb = "identify"
    event = "identified"
    begins_work = True
    alone = True
    example = "deskctl ticket identify T-071 --contact P-0702"

    customer: str | None = option(N_("whose ticket it is; the contact's customer if not given"), ref="customer")
    contact: str | None = option(N_("who called; the new caller stays if not given"), ref="contact")
    site: str | None = option(N_("where, or none; the customer's only site if not given"), ref="site", or_none=True)
    assets: tuple[str, ...] = option(
        N_("the equipment concerned, or none; what the ticket has if not given"), ref="asset", or_none=True, default=()
    )

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the customer if no contact is named."""
        return () if "contact" in texts else ("customer",)

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer that is given, else the customer of the contact."""
        return self.customer or ((desk.row("contact", id=self.contact) or {}).get("customer") if self.contact else None)

    def run(self, desk: "Desk") -> None:
        """Set the customer, and link the caller to it; refuse a ticket whose customer is known."""
        case = desk.case
        if case.columns["customer"] is not None:
            raise Refused(
                N_("{ticket} is a ticket of {customer} already."),
                ticket=case.name,
                customer=case.columns["customer"],
                code="order",
                remedy=Remedy(do="ticket.edit", ticket=case.name, fields={"contact": self.contact or "..."}),
            )
        customer = self.customer_of(desk)
        if customer is None:
            raise missing("customer")
        self._correct_places(desk)
        columns = {"customer": customer, "contact": self.contact or case.columns["contact"]}
        columns["site"] = self._site(desk, customer)
        _check_owners(desk, customer, columns["site"])
        desk.record(self.event, {name: value for name, value in columns.items() if value})
        _link_caller(desk, customer, self.contact)
        row = desk.row("customer", id=customer) or {}
        desk.change(lang=row["lang"], **columns, **_coverage(desk, row))

    def _correct_places(self, desk: "Desk") -> None:
        """Remove the site and the equipment that turn out to be wrong, and record the equipment that is given."""
        before = intake_values(desk.reader, desk.case.number)
        given = [one for one in self.assets if one != NOBODY]
        emptied = {"site": self.site == NOBODY, ASSETS: bool(self.assets) and not given}
        clear = tuple(name for name, is_empty in emptied.items() if is_empty and before[name])
        if clear or (given and given != before[ASSETS]):
            EditTicket(clear=clear, assets=tuple(given)).run(desk)

    def _site(self, desk: "Desk", customer: str) -> str | None:
        if self.site == NOBODY:
            return None
        return self.site or desk.case.columns["site"] or _only_site(desk, customer)


def _coverage(desk: "Desk", customer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the contract says about a request of that day, as at an intake, unless its scope was set already."""
    reported, columns = desk.case.columns["reported_at"], desk.case.columns
    contract = contract_in_force(desk.reader, customer["id"], reported, desk.zone)
    warn_of_maintenance(desk, contract, customer["name"])
    return {
        SCOPE: columns[SCOPE] or scope_by(contract, reported, desk.zone),
        "pre_acceptance": columns["pre_acceptance"] or is_early(contract, reported, desk.zone) or None,
    }


def _check_owners(desk: "Desk", customer: str, site: str | None) -> None:
    """Refuse a customer who owns neither the site nor the equipment that the ticket was opened with."""
    if site:
        check_owner(desk, "site", "site", site, customer)
    for asset in assets_of(desk.reader, desk.case.number):
        check_owner(desk, "assets", "asset", asset, customer)


def _link_caller(desk: "Desk", customer: str, contact: str | None) -> None:
    """Assign the caller of the ticket to the customer, or merge it into the contact that was identified."""
    caller = desk.row("contact", id=desk.case.columns["contact"])
    if caller is None or caller["customer"] is not None or caller["id"] == contact:
        return
    columns: dict[str, Any] = {"customer": customer}
    if contact is not None:
        columns |= {"merged_into": contact, "retired_at": desk.now}
    desk.update("contact", {"id": caller["id"]}, columns)
    data = {name: {"from": caller[name], "to": value} for name, value in columns.items()}
    desk.record_in_history("contact", caller["id"], "merged" if contact else "edited", data)


def _only_site(desk: "Desk", customer: str) -> str | None:
    sites = sites_of(desk.reader, customer)
    return sites[0] if len(sites) == 1 else None
