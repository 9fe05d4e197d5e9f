"""The caller of a request: the customer, the site, the contract and its policy."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.language.i18n import N_
from deskctl.names import DEFAULT_POLICY
from deskctl.operations.framework.values import missing
from deskctl.operations.messages.waiting_mail import waiting_mail
from deskctl.operations.tickets.new_callers import contact_of_caller
from deskctl.queries.customers.contacts import first_site
from deskctl.queries.reference.contracts import contract_in_force, covers
from deskctl.sla.facts import Instant, instant, moment
from deskctl.sla.policy import Policy
from deskctl.store.facts.policies import current_version, load_policy, policy_of_options
from deskctl.store.facts.rows import row_of
from deskctl.store.port import on_server, read_ahead

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields

OUT_OF_SCOPE = "out_of_scope"


class Caller(NamedTuple):
    """The customer's side of a request, with the `mail` in which it arrived, if any."""

    contact: str
    customer: dict[str, Any] | None
    site: str | None
    contract: dict[str, Any]
    policy: Policy
    mail: dict[str, Any] | None = None


def scope_by(contract: Mapping[str, Any], reported: Instant, zone: tzinfo) -> str | None:
    """Return that a request is not covered if its contract does not cover its day; None if it does."""
    return None if covers(contract, reported, zone) else OUT_OF_SCOPE


def is_early(contract: Mapping[str, Any], reported: Instant, zone: tzinfo) -> bool:
    """Return whether a request came in before the final acceptance, which counts as done without a contract."""
    if not contract:
        return False
    accepted = contract["final_acceptance_date"]
    return accepted is None or accepted > moment(reported).astimezone(zone).date().isoformat()


def warn_of_maintenance(desk: "Desk", contract: Mapping[str, Any], of: str | None) -> None:
    """Warn if the customer's maintenance is over or to come: a visit must be agreed on as chargeable first."""
    today = datetime.fromtimestamp(desk.at, desk.zone).date().isoformat()
    if not covers(contract, desk.at, desk.zone):  # the request may be from before a renewal
        contract = contract_in_force(desk.reader, contract["customer"], desk.at, desk.zone)
    start, end = contract.get("maintenance_start"), contract.get("maintenance_end")
    of = of or contract.get("customer")
    if end and end < today:
        desk.warn(
            N_("The maintenance of {customer} ended on {end} (contract {no}): a visit is charged (S2.3-note)."),
            customer=of,
            end=end,
            no=contract["no"],
        )
    elif start and start > today:
        desk.warn(
            N_("The maintenance of {customer} begins on {start} (contract {no}): a visit is charged (S2.3-note)."),
            customer=of,
            start=start,
            no=contract["no"],
        )


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
        raise missing("contact")
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
