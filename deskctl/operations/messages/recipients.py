"""The recipient of a message: an address for a mail, the person's first channel for a chat message."""

import json
from typing import TYPE_CHECKING

from deskctl.config.messages import message_settings
from deskctl.desk.outbox import SMTP
from deskctl.errors import Refused
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MAIL = "mail"


def channel_of_staff(desk: "Desk", staff: str, by: str) -> tuple[str, str]:
    """Return the channel and the recipient for one of the staff; raises `Refused` if there is none."""
    person = desk.row("staff", id=staff) or {}
    if by == _MAIL:
        require_outgoing_mail()
        if not person.get("email"):
            raise Refused(
                N_("{person} has no mail address."), person=staff, hint=f"deskctl staff edit {staff} --email ADDRESS"
            )
        return SMTP, str(person["email"])
    channels = message_settings().channels
    channel = next((name for name in json.loads(person.get("channels") or "[]") if name in channels), None)
    if channel is None:
        raise Refused(
            N_("{person} has no chat channel that is set up."),
            person=staff,
            hint=f"deskctl staff edit {staff} --channels NAME",
        )
    return channel, staff


def mail_address_of_contact(desk: "Desk", contact: str) -> str:
    """Return the mail address of a contact; raises `Refused` if there is none."""
    require_outgoing_mail()
    person = desk.row("contact", id=contact) or {}
    if not person.get("email"):
        raise Refused(
            N_("{person} has no mail address."), person=contact, hint=f"deskctl contact edit {contact} --email ADDRESS"
        )
    return str(person["email"])


def require_outgoing_mail() -> None:
    """Raise `Refused` unless the desk can send mail."""
    if not message_settings().sends_mail:
        raise Refused(
            N_("The desk cannot send mail: the settings lack [mail.out]."),
            hint="deskctl config set mail.out.smtp smtp+starttls://USER@HOST:587",
        )
