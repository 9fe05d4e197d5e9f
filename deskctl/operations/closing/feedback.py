"""The customer's verdict on the result (S5.4-5): it alone closes a ticket."""

from dataclasses import dataclass

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import MAIL_WITH_IT, option


@dataclass(frozen=True, kw_only=True)
class Satisfied(Operation):
    """Record that the customer is satisfied."""

    noun = "feedback"
    verb = "satisfied"
    event = "satisfied"
    follows = ("resolved",)
    until = ("reopened",)
    actor_field = "by_contact"
    example = "deskctl feedback satisfied T-067 --by-contact P-0101"

    by_contact: str | None = option(N_("who said so"), ref="contact", required=True)
    how: str | None = option(N_("how it was said"), choices=("phone", "email", "in_person", "written"))
    mail: str | None = option(MAIL_WITH_IT, ref="mail")


@dataclass(frozen=True, kw_only=True)
class NotSatisfied(Operation):
    """Record that the customer is not satisfied; the ticket goes back to work."""

    noun = "feedback"
    verb = "not-satisfied"
    event = "not_satisfied"
    follows = ("resolved",)
    actor_field = "by_contact"
    example = "deskctl feedback not-satisfied T-067 --by-contact P-0101 --reason 'still slow at noon'"

    by_contact: str | None = option(N_("who said so"), ref="contact", required=True)
    reason: str | None = option(N_("what is missing"), long=True, required=True)
    mail: str | None = option(MAIL_WITH_IT, ref="mail")
