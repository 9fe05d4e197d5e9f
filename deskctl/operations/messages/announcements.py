"""Messages about a new ticket: its number to the contact, and a warning if nobody can be notified."""

from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.config.messages import message_settings
from deskctl.language.i18n import N_
from deskctl.queries.messages.sent_messages import thread_of_ticket
from deskctl.queries.reference.desk_facts import store_path

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CATASTROPHIC = "catastrophic"
_INTERNAL = "internal"


def send_number(desk: "Desk") -> None:
    """Mail the number and promised times of a new ticket to its contact, if mail can reach them."""
    columns = desk.case.columns
    contact = desk.row("contact", id=columns["contact"]) if columns["contact"] else None
    if columns["channel"] == _INTERNAL or not contact or not contact["email"] or not message_settings().sends_mail:
        return
    from deskctl.desk.outbox import OutgoingMessage, queue_message

    queue_message(
        desk,
        OutgoingMessage(
            kind="number",
            recipient=contact["email"],
            ticket=desk.case.number,
            contact=contact["id"],
            lang=columns["lang"],
            dedupe=f"number:{desk.case.name}",
            answers=thread_of_ticket(desk.reader, desk.case.number),
        ),
    )


def warn_if_nobody_is_notified(desk: "Desk", severity: str | None) -> None:
    """Warn that nobody is notified of a catastrophic fault while no worker runs, unless the desk sends no messages."""
    settings = message_settings()
    if severity != _CATASTROPHIC or not (settings.sends_mail or settings.channels):
        return
    from deskctl.desk.worker_state import read_state

    state = read_state(store_path(desk.reader))
    now = datetime.fromtimestamp(desk.now, desk.zone)
    if not state.beat:
        desk.warn(N_("Nobody is notified of {ticket}: no worker runs (deskctl serve)."), ticket=desk.case.name)
    elif not state.is_alive(now):
        beat = datetime.fromisoformat(state.beat).astimezone(desk.zone)
        desk.warn(
            N_("Nobody is notified of {ticket}: the worker last ran at {beat} (deskctl serve)."),
            ticket=desk.case.name,
            beat=f"{beat:%Y-%m-%d %H:%M}",
        )
