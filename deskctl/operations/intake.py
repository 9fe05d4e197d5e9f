"""Intake: a request of a customer becomes a ticket, and its clocks start."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, Refused
from deskctl.i18n import N_
from deskctl.operations.base import Operation
from deskctl.operations.fields import option
from deskctl.sla.facts import instant
from deskctl.sla.policy import Policy
from deskctl.store.policies import current_version, load_policy, policy_of_profile

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

CHANNELS = ("phone", "email", "fax", "online", "in_person", "internal")
KINDS = (
    "incident",
    "question",
    "request",
    "complaint",
    "change_request",
    "feedback",
    "upgrade",
    "planned",
    "evaluation",
)
_LANGS = ("zh", "en")
_OF_CONTACT = """
SELECT contact.customer, customer.lang,
       (SELECT id FROM site WHERE site.customer = contact.customer ORDER BY outlet, id LIMIT 1)
FROM contact JOIN customer ON customer.id = contact.customer WHERE contact.id = ?
"""
_OF_CONTRACT = "SELECT options FROM contract WHERE customer = ? ORDER BY maintenance_end DESC LIMIT 1"


@dataclass(frozen=True, kw_only=True)
class OpenTicket(Operation):
    """Open a ticket for a customer's request; its clocks start."""

    noun = "ticket"
    verb = "open"
    event = "logged"
    on_ticket = False
    example = "deskctl ticket open --contact P-0101 --title 'till server restarts' --severity severe"

    contact: str | None = option(N_("who asks"), ref="contact", required=True)
    title: str | None = option(N_("the symptom in one line"), required=True)
    description: str | None = option(N_("the customer's own words"), long=True, default="")
    channel: str | None = option(N_("how it came in"), choices=CHANNELS, default="phone")
    kind: str | None = option(N_("what it is"), choices=KINDS, default="incident")
    catalog: str | None = option(N_("item of the service catalogue"), ref="catalog_item", default="A")
    severity: str | None = option(
        N_("how bad it is, in the customer's choice"), choices=("catastrophic", "severe", "general")
    )
    severity_chosen_by: str | None = option(N_("who chose the severity"), choices=("user", "assumed"))
    level: str | None = option(
        N_("the desk's service level; follows the severity where not given"),
        choices=("full_urgent", "urgent", "routine"),
    )
    site: str | None = option(N_("where; the asset's or the customer's first site where not given"), ref="site")
    assets: tuple[str, ...] = option(N_("the equipment concerned"), ref="asset", default=())
    owner: str | None = option(N_("who takes it"), ref="staff")
    occurred_at: datetime | None = option(N_("when the fault began"))
    reported_at: datetime | None = option(N_("when the request came in; the time of logging where not given"))
    self_attempted: bool | None = option(N_("the customer has tried something already"))
    engineer_on_site: bool | None = option(N_("an engineer of ours is on that site now"))
    visit: bool | None = option(N_("ask for a visit at once where the severity calls for one"), default=True)

    def run(self, desk: "Desk") -> None:
        """Open it under the policy of the contract, and ask for the visit that the severity calls for."""
        customer, lang, first_site = desk.reader.execute(_OF_CONTACT, (self.contact,)).fetchone()
        site = self.site or self._site_of_asset(desk) or first_site
        if site is None:
            raise BadData(N_("The customer {customer} has no site yet."), customer=customer, field="site")
        name = policy_of_profile(_profile(desk, customer))
        policy = load_policy(desk.reader, name, current_version(desk.reader, name))
        columns = self._columns(desk, policy)
        desk.open_ticket({**columns, "customer": customer, "site": site, "lang": lang}, self.assets, name)
        desk.record(self.event)
        if self.severity and self.severity_chosen_by == "user":
            desk.record("severity_chosen", note="")
        if self.visit and self._calls_for_visit(policy):
            desk.record("onsite_requested", {"reason": "severity"}, note="")

    def _columns(self, desk: "Desk", policy: Policy) -> dict[str, Any]:
        reported = desk.at if self.reported_at is None else instant(self.reported_at)
        occurred = None if self.occurred_at is None else instant(self.occurred_at)
        if reported > desk.at or (occurred is not None and occurred > reported):
            raise Refused(
                N_("The fault occurs first, then it is reported, then it is logged; these times say otherwise.")
            )
        level = self.level or (policy.severities[self.severity].level if self.severity else "routine")
        return {
            "contact": self.contact,
            "channel": self.channel,
            "catalog": self.catalog,
            "kind": self.kind,
            "level": level,
            "level_initial": level,
            "severity": self.severity,
            "severity_initial": self.severity,
            "severity_chosen_by": (self.severity_chosen_by or "assumed") if self.severity else None,
            "status": "new",
            "title": self.title,
            "description": self.description or "",
            "occurred_at": occurred,
            "reported_at": reported,
            "owner": self.owner,
            "owner_initial": self.owner,
            "self_attempted": self.self_attempted,
            "engineer_on_site": self.engineer_on_site or None,
        }

    def _calls_for_visit(self, policy: Policy) -> bool:
        return self.kind == "incident" and self.severity in policy.visit_at_call and not self.engineer_on_site

    def _site_of_asset(self, desk: "Desk") -> str | None:
        if not self.assets:
            return None
        (site,) = desk.reader.execute("SELECT site FROM asset WHERE id = ?", (self.assets[0],)).fetchone()
        return str(site)


def _profile(desk: "Desk", customer: str) -> str | None:
    row = desk.reader.execute(_OF_CONTRACT, (customer,)).fetchone()
    options = json.loads(row[0] or "{}") if row else {}
    return options.get("profile")
