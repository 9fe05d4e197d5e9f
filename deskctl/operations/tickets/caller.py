"""The caller of a request: the customer, the site, the contract and its policy."""

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.names import DEFAULT_POLICY
from deskctl.operations.messages.waiting_mail import waiting_mail
from deskctl.operations.tickets.new_callers import contact_of_caller
from deskctl.queries.customers.customers import first_site
from deskctl.queries.reference.contracts import newest_contract
from deskctl.sla.policy import Policy
from deskctl.store.facts.policies import current_version, load_policy, policy_of_options
from deskctl.store.facts.rows import row_of
from deskctl.store.port import on_server, read_ahead

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields


class Caller(NamedTuple):
    """The customer's side of a request; `mail` is the mail that it came by."""

    contact: str
    customer: dict[str, Any] | None
    site: str | None
    contract: dict[str, Any]
    policy: Policy
    mail: dict[str, Any] | None = None

    def in_maintenance(self, day: date) -> bool:
        """Return whether the maintenance period covers a date; a desk without dates covers every day."""
        start, end = self.contract.get("maintenance_start"), self.contract.get("maintenance_end")
        return (start is None or start <= day.isoformat()) and (end is None or day.isoformat() <= end)

    def accepted(self, day: date) -> bool:
        """Return whether the final acceptance was over by a date; without a contract it counts as over."""
        if not self.contract:
            return True
        accepted = self.contract["final_acceptance_date"]
        return accepted is not None and accepted <= day.isoformat()


def customer_of_caller(desk: "Desk", asked: "IntakeFields") -> str | None:
    """Return the customer of the contact that is named, else of the sender of the mail, else as given."""
    if asked.caller_name and not asked.contact:
        return asked.customer
    mail = desk.row("mail", id=asked.mail) if asked.mail and not asked.contact else None
    contact = desk.row("contact", id=asked.contact or (mail or {}).get("from_contact"))
    return contact["customer"] if contact else None


def caller_of(desk: "Desk", asked: "IntakeFields") -> Caller:
    """Find the caller: by the contact or the mail named, with the site and the policy that follow from them."""
    mail = waiting_mail(desk, asked.mail) if asked.mail else None
    name = asked.contact or contact_of_caller(desk, asked) or (mail or {}).get("from_contact")
    if name is None:
        raise BadData(N_("{field} is missing."), field="contact")
    contact = desk.row("contact", id=name) or {"customer": asked.customer}  # a dry run adds no contact
    _ask_of(desk, contact["customer"])
    customer = desk.row("customer", id=contact["customer"])
    contract = newest_contract(desk.reader, contact["customer"])
    policy = policy_of_options(json.loads(contract.get("options") or "{}"))
    version = current_version(desk.reader, policy)
    return Caller(
        contact=name,
        customer=customer,
        site=_site(desk, asked, contact["customer"]),
        contract=contract,
        policy=load_policy(desk.reader, policy, version),
        mail=mail,
    )


def _ask_of(desk: "Desk", customer: str | None) -> None:
    """Read ahead what is asked of a customer, and the policy that applies if its contract names no other."""
    if on_server(desk.reader):
        version = current_version(desk.reader, DEFAULT_POLICY)
        read_ahead(
            desk.reader,
            partial(row_of, table="customer", id=customer),
            partial(newest_contract, customer=customer),
            partial(first_site, customer=customer),
            partial(load_policy, policy=DEFAULT_POLICY, version=version),
        )


def _site(desk: "Desk", asked: "IntakeFields", customer: str | None) -> str | None:
    if asked.site:
        return asked.site
    if asked.assets:
        asset = desk.row("asset", id=asked.assets[0]) or {}
        return str(asset["site"])
    return first_site(desk.reader, customer)
