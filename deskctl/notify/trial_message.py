"""Sending a test message to a member of the staff."""

from collections.abc import Callable
from datetime import datetime

from deskctl.config.messages import MessageSettings
from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.notify.senders.outcome import UNSURE, Outcome
from deskctl.notify.worker import MessageSender
from deskctl.operations.messages.recipients import channel_of_staff
from deskctl.operations.rules.people.actors import actor_of
from deskctl.queries.messages.outbox_rows import tries_of
from deskctl.sla.facts import instant
from deskctl.store.open import open_reader, writing_once


def send_test(
    store: str, settings: MessageSettings, now: Callable[[], datetime], *, actor: str | None, to: str, by: str
) -> tuple[str, Outcome]:
    """Send a test message at once; return its id and the peer's answer. Raises `NotFound` and `Refused`."""
    with writing_once(store) as conn:
        at = instant(now())
        desk = Desk(conn, CaseCache(), actor=actor_of(conn, actor), now=at, at=at)
        if desk.row("staff", id=to) is None:
            raise NotFound(N_("There is no {noun} {key}."), noun="staff", key=to, hint="deskctl staff list")
        channel, recipient = channel_of_staff(desk, to, by)
        trial = OutgoingMessage(kind="test", recipient=recipient, channel=channel, staff=to, urgent=True)
        message = queue_message(desk, trial)
    sending = MessageSender(store, settings, now)
    try:
        sending.send_one(message)
    finally:
        sending.close()
    conn_to_read = open_reader(store)
    try:
        tries = tries_of(conn_to_read, message)
    finally:
        conn_to_read.close()
    last = tries[-1] if tries else None
    return message, Outcome(last["outcome"], last["code"], last["words"]) if last else Outcome(UNSURE)
