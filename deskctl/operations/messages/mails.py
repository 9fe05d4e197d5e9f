"""Operations on a mail that opened no ticket: join it, set it aside, hand it over (S5.1-mail)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.messages.waiting_mail import handled_columns, waiting_mail
from deskctl.queries.messages.mail_texts import evidence_of_mail, note_of_mail

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class JoinMail(Operation):
    """Join a mail to a ticket: it is recorded there as a contact, with the mail as evidence."""

    noun = "mail"
    verb = "join"
    event = "contact"
    example = "deskctl mail join T-064 --mail ML-005"

    mail: str | None = option(N_("which mail"), ref="mail", required=True)

    def run(self, desk: "Desk") -> None:
        """Record the contact in the sender's name, if the sender is known."""
        mail = waiting_mail(desk, self.mail)
        data = {**evidence_of_mail(desk.reader, self.mail), "direction": "in", "how": "email"}
        desk.record(self.event, data, actor=mail["from_contact"], note=note_of_mail(mail))
        desk.update("mail", {"id": self.mail}, {"ticket": desk.case.number, **handled_columns(desk)})


@dataclass(frozen=True, kw_only=True)
class SetAside(Operation):
    """Set aside a mail that needs no ticket."""

    noun = "mail"
    verb = "set-aside"
    event = "mail_set_aside"
    on_ticket = False
    about = "mail"
    example = "deskctl mail set-aside ML-005 --reason 'an advertisement'"

    mail: str | None = option(N_("which mail"), ref="mail", required=True)
    reason: str | None = option(N_("why it needs no ticket"), required=True)

    def run(self, desk: "Desk") -> None:
        """Record the reason in the mail's own history."""
        waiting_mail(desk, self.mail)
        desk.update("mail", {"id": self.mail}, handled_columns(desk, "set_aside"))
        desk.record_in_history("mail", str(self.mail), self.event, {"reason": self.reason})


@dataclass(frozen=True, kw_only=True)
class HandOverMail(Operation):
    """Hand a mail over to an engineer (S5.1-mail.notify)."""

    noun = "mail"
    verb = "hand-over"
    event = "mail_handed_over"
    on_ticket = False
    about = "mail"
    example = "deskctl mail hand-over ML-005 --to EN1"

    mail: str | None = option(N_("which mail"), ref="mail", required=True)
    to: str | None = option(N_("who takes it over"), ref="staff", required=True)

    def run(self, desk: "Desk") -> None:
        """Record the new owner in the mail's own history; the mail stays unhandled."""
        waiting_mail(desk, self.mail)
        desk.record_in_history("mail", str(self.mail), self.event, {"to": self.to})
