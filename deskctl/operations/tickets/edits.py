"""Correct the details of a ticket that were recorded wrongly."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import GAP, BadData, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of, option
from deskctl.operations.framework.ticket_values import keep_values
from deskctl.operations.framework.values import check_emptied
from deskctl.operations.rules.levels import check_level
from deskctl.operations.rules.people.complaints import check_complaint_taker
from deskctl.queries.ticket.intake_values import ASSETS, intake_values

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CLEARED = ("contact", "site", "assets", "about_ticket", "about_staff", "called", "external_id")


@dataclass(frozen=True, kw_only=True)
class EditTicket(Operation):
    """Correct the details of a ticket: title, description, caller, site, equipment, catalogue, subject."""

    noun = "ticket"
    verb = "edit"
    event = "edited"
    example = N_("deskctl ticket edit T-071 --title 'print service of till 4 stopped'")

    title: str | None = option(N_("the symptom in one line"))
    description: str | None = option(N_("the customer's own words"), long=True)
    contact: str | None = option(N_("who asks"), ref="contact")
    site: str | None = option(N_("the site"), ref="site")
    assets: tuple[str, ...] = option(N_("all equipment concerned"), ref="asset", default=())
    catalog: str | None = option(N_("item of the service catalogue"), ref="catalog_item")
    about_ticket: str | None = option(N_("the ticket that a complaint is about"), ref="ticket")
    about_staff: str | None = option(N_("the person that a complaint is about"), ref="staff")
    called: str | None = option(N_("which of our numbers was called"))
    external_id: str | None = option(N_("its number in another system"))
    clear: tuple[str, ...] = option(N_("a field to empty"), default=(), stored=False)

    def run(self, desk: "Desk") -> None:
        """Record the change with the earlier values; refuse an edit that changes nothing."""
        before = intake_values(desk.reader, desk.case.number)
        changed = {name: value for name, value in self._after().items() if before[name] != value}
        if not changed:
            raise BadData(N_("{id}: this changes nothing."), id=desk.case.name, field=None)
        if "catalog" in changed:
            check_level(desk, desk.case.policy, changed["catalog"], desk.case.state.level)
        if changed.get("about_staff"):
            check_complaint_taker(changed["about_staff"], desk.case.state.owner, desk.case.name)
        if changed.get("external_id"):
            desk.check_external("ticket", changed["external_id"])
        desk.record(self.event, {name: {"from": before[name], "to": value} for name, value in changed.items()})
        keep_values(desk, changed)
        if "site" in changed and desk.case.story.intake.engineer_on_site:
            desk.warn(
                N_("{ticket}: an engineer was taken to be on site at the call; if nobody is at this one: {command}"),
                ticket=desk.case.name,
                command=Remedy("ticket.set-on-site", desk.case.name, {"value": False, "reason": GAP}),
            )

    def _after(self) -> dict[str, Any]:
        """Return the new values."""
        check_emptied(fields_of(type(self)), self.clear, _CLEARED)
        values = self.data()
        if "about_ticket" in values:
            values["about_ticket"] = ticket_name(ticket_number(values["about_ticket"]))
        return {**{name: [] if name == ASSETS else None for name in self.clear}, **values}
