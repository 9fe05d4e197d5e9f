"""The fields that describe a request when it comes in."""

from dataclasses import dataclass
from datetime import datetime

from deskctl.language.i18n import N_
from deskctl.language.words import CHANNELS, KINDS, LEVELS, SEVERITIES
from deskctl.language.words.choices import CHOSEN_BY, FEEDBACK, NEEDS
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.levels import SCOPES
from deskctl.sla.gates import VISIT_REASONS


@dataclass(frozen=True, kw_only=True)
class IntakeFields(Operation):
    """The fields of an intake."""

    contact: str | None = option(N_("who asks; the sender if a mail is named"), ref="contact")
    caller_name: str | None = option(N_("who asks, without a record: the name"))
    phone: str | None = option(N_("the phone number of a caller without a record"))
    customer: str | None = option(N_("the customer of a caller without a record"), ref="customer")
    customer_name: str | None = option(N_("the name of the customer; for a customer without a record"))
    title: str | None = option(N_("the symptom in one line; the subject if a mail is named"))
    description: str | None = option(N_("the customer's own words"), long=True, default="")
    channel: str | None = option(N_("how it came in"), choices=CHANNELS, default="phone")
    mail: str | None = option(N_("the mail in which it came"), ref="mail")
    kind: str | None = option(N_("what it is"), choices=KINDS, default="incident")
    catalog: str | None = option(
        N_("item of the service catalogue; by kind and equipment if not given"), ref="catalog_item"
    )
    severity: str | None = option(
        N_("how bad it is, in the customer's choice"), choices=SEVERITIES, of_policy="severity"
    )
    severity_chosen_by: str | None = option(N_("who chose the severity"), choices=CHOSEN_BY)
    level: str | None = option(
        N_("the desk's service level; follows the severity if not given"), choices=LEVELS, of_policy="level"
    )
    site: str | None = option(N_("where; the asset's or the customer's first site if not given"), ref="site")
    affected_sites: tuple[str, ...] = option(N_("all affected sites"), ref="site", default=())
    assets: tuple[str, ...] = option(N_("the equipment concerned"), ref="asset", default=())
    owner: str | None = option(N_("who takes it"), ref="staff")
    occurred_at: datetime | None = option(N_("when the fault began"))
    reported_at: datetime | None = option(N_("when the request came in; the time of logging if not given"))
    self_attempted: bool | None = option(N_("the customer has tried something already"))
    engineer_on_site: bool | None = option(N_("one of our engineers is on that site now; known from open visits"))
    mode: str | None = option(N_("the service mode that the customer prefers"), ref="mode")
    need: str | None = option(N_("what matters most to the customer"), choices=NEEDS)
    scope: str | None = option(N_("covered, related but not our fault, or not covered"), choices=SCOPES)
    visit_reason: str | None = option(N_("the reason for the visit"), choices=VISIT_REASONS)
    about_ticket: str | None = option(N_("the ticket that a complaint is about"), ref="ticket")
    follows_: str | None = option(N_("the closed ticket whose fault is back"), ref="ticket")
    about_staff: str | None = option(N_("the person that a complaint is about"), ref="staff")
    feedback_kind: str | None = option(N_("what kind of feedback"), choices=FEEDBACK)
    training: str | None = option(N_("the training that it is about"), ref="training")
    inspection: str | None = option(N_("the inspection that found it"), ref="inspection")
    return_visit: str | None = option(N_("the return visit at which it was reported"), ref="return_visit")
    advisory: str | None = option(N_("the manufacturer's notice that caused it"), ref="advisory")
    faq: str | None = option(N_("the answer that fits"), ref="faq")
    pre_acceptance: bool | None = option(N_("before the final acceptance; known from the contract"))
    out_of_hours: bool | None = option(N_("outside the hours of the hotline; known from its calendar"))
    called: str | None = option(N_("which of our numbers was called"))
    external_id: str | None = option(N_("its number in another system"))
    visit: bool | None = option(N_("request a visit at once if the severity calls for one"), default=True)
