"""The caller of a request: the customer, the site, the contract and its policy."""

import json
from datetime import date, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.names import DEFAULT_POLICY
from deskctl.operations.messages.waiting_mail import waiting_mail
from deskctl.operations.tickets.new_callers import contact_of_caller
from deskctl.queries.customers.contacts import first_site
from deskctl.queries.reference.contracts import contract_in_force, covers
from deskctl.sla.facts import Instant, instant
from deskctl.sla.policy import Policy
from deskctl.store.facts.policies import current_version, load_policy, policy_of_options
from deskctl.store.facts.rows import row_of
from deskctl.store.port import on_server, read_ahead

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields


class Caller(NamedTuple):
    """The customer's side of a request, with the `mail` in which it arrived, if any."""

    contact: str
    customer: dict[str, Any] | None
    site: str | None
    contract: dict[str, Any]
    policy: Policy
    mail: dict[str, Any] | None = None

    def in_maintenance(self, at: Instant, zone: tzinfo) -> bool:
        """Return whether the contract covers the day of a time; a desk without dates covers every day."""
        return covers(self.contract, at, zone)

    def accepted(self, day: date) -> bool:
        """Return whether the final acceptance took place by a date; without a contract it counts as done."""
        if not self.contract:
            return True
        accepted = self.contract["final_acceptance_date"]
        return accepted is not None and accepted <= day.isoformat()


def customer_of_caller(desk: "Desk", intake: "IntakeFields") -> str | None:
    """Return the customer of the contact, else of the sender of the mail, else the one that is given."""
    if intake.caller_name and not intake.contact:
        return intake.customer
    mail = desk.row("mail", id=intake.mail) if intake.mail and not intake.contact else None
    contact = desk.row("contact", id=intake.contact or (mail or {}).get("from_contact"))
    return contact["customer"] if contact else None


def caller_of(desk: "Desk", intake: "IntakeFields") -> Caller:
    """Return the caller by contact or mail, with the site and the policy that follow."""
    mail = waiting_mail(desk, intake.mail) if intake.mail else None
    name = intake.contact or contact_of_caller(desk, intake) or (mail or {}).get("from_contact")
    if name is None:
        raise BadData(N_("{field} is missing."), field="contact")
    contact = desk.row("contact", id=name) or {"customer": intake.customer}  # a dry run adds no contact
    reported = reported_at(desk, intake, mail)
    _read_ahead_of(desk, contact["customer"], reported)
    customer = desk.row("customer", id=contact["customer"])
    contract = contract_in_force(desk.reader, contact["customer"], reported, desk.zone)
    policy = policy_of_options(json.loads(contract.get("options") or "{}"))
    version = current_version(desk.reader, policy)
    return Caller(
        contact=name,
        customer=customer,
        site=_site(desk, intake, contact["customer"]),
        contract=contract,
        policy=load_policy(desk.reader, policy, version),
        mail=mail,
    )


def reported_at(desk: "Desk", intake: "IntakeFields", mail: dict[str, Any] | None) -> Instant:
    """Return when a request came in: as given, else when its mail was received, else now."""
    if intake.reported_at is not None:
        return instant(intake.reported_at)
    return int((mail or {}).get("received_at", desk.at))


def _read_ahead_of(desk: "Desk", customer: str | None, reported: Instant) -> None:
    """Read ahead the rows of a customer, and the policy that applies if its contract names no other."""
    if on_server(desk.reader):
        version = current_version(desk.reader, DEFAULT_POLICY)
        read_ahead(
            desk.reader,
            partial(row_of, table="customer", id=customer),
            partial(contract_in_force, customer=customer, at=reported, zone=desk.zone),
            partial(first_site, customer=customer),
            partial(load_policy, policy=DEFAULT_POLICY, version=version),
        )


def _site(desk: "Desk", intake: "IntakeFields", customer: str | None) -> str | None:
    if intake.site:
        return intake.site
    if intake.assets:
        asset = desk.row("asset", id=intake.assets[0]) or {}
        return str(asset["site"])
    return first_site(desk.reader, customer)
