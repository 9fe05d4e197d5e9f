"""Operations that answer a mail and acknowledge a notice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.outbox import ACKNOWLEDGED, CANCELLED, SENT, UNSURE, WAITING, OutgoingMessage, queue_message
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.messages.recipients import require_outgoing_mail
from deskctl.queries.messages.outbox_rows import open_notices

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class ReplyToMail(Operation):
    """Answer a mail in its own thread."""

    noun = "mail"
    verb = "reply"
    event = "mail_replied"
    also = ("contact",)
    on_ticket = False
    about = "mail"
    example = "deskctl mail reply ML-005 --text 'We look into it today.'"

    mail: str | None = option(N_("which mail"), ref="mail", required=True)
    text: str | None = option(N_("the text of the answer"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Queue the answer; record a contact if the mail is on a ticket."""
        mail = desk.row("mail", id=self.mail) or {}
        require_outgoing_mail()
        recipient = mail["from_address"] or (desk.row("contact", id=mail["from_contact"]) or {}).get("email")
        if not recipient:
            raise Refused(N_("{mail} names no sender."), mail=self.mail, hint=f"deskctl mail show {self.mail}")
        facts = {"subject": mail["subject"], "text": self.text}
        outgoing = OutgoingMessage(
            kind="reply",
            recipient=recipient,
            ticket=mail["ticket"],
            mail=self.mail,
            contact=mail["from_contact"],
            answers=[mail["message_id"]] if mail["message_id"] else [],
            facts=facts,
        )
        message = queue_message(desk, outgoing)
        if mail["ticket"] is None:
            desk.record_in_history("mail", str(self.mail), self.event, {"outbox": message})
        else:
            desk.take(mail["ticket"])
            data = {"mail": self.mail, "direction": "out", "how": "email", "outbox": message}
            desk.record("contact", data, note=str(self.text))


@dataclass(frozen=True, kw_only=True)
class Acknowledge(Operation):
    """Acknowledge a notice, so that nobody else is notified of it."""

    noun = "ticket"
    verb = "ack"
    event = "acknowledged"
    example = "deskctl ticket ack T-070"

    def run(self, desk: "Desk") -> None:
        """End the chain of notices of this ticket."""
        super().run(desk)
        end_notices(desk, desk.case.number, desk.actor, "command")


def end_notices(desk: "Desk", ticket: int, who: str, how: str) -> None:
    """Mark the notices of a ticket as acknowledged, and cancel those that were not sent yet."""
    desk.hold("outbox")
    for message, state in open_notices(desk.reader, ticket):
        columns: dict[str, Any] = {"acknowledged_at": desk.now, "acknowledged_by": who, "acknowledged_how": how}
        if state in {SENT, UNSURE}:
            columns |= {"state": ACKNOWLEDGED, "next_try": None}
        elif state == WAITING:
            columns |= {"state": CANCELLED, "next_try": None, "closed_reason": "acknowledged"}
        desk.update("outbox", {"id": message}, columns)
