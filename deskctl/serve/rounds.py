"""One round of the worker: fetch from every mailbox, queue what has become due, and send what waits."""

from dataclasses import dataclass, field
from typing import Any

from deskctl import clock
from deskctl.config.messages import MessageSettings, message_settings
from deskctl.notify.worker import MessageSender
from deskctl.serve.fetching import MailFetcher


@dataclass(slots=True)
class RoundResult:
    """How many messages a round received and sent, its errors, and the command to call after them.

    `left` contains the new accounts with the number of older mails that were not fetched.
    """

    received: int = 0
    sent: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    remedy: str = ""
    left: dict[str, int] = field(default_factory=dict)


def accounts_to_read(settings: MessageSettings) -> list[str]:
    """Return the names of the accounts that have a mailbox."""
    return [name for name, table in settings.accounts.items() if table.get("imap")]


def one_round(store: str) -> RoundResult:
    """Fetch from every mailbox and send everything that is due, once; return what was done."""
    settings = message_settings()
    boxes = [MailFetcher(store, settings, name) for name in accounts_to_read(settings)]
    reached = [box.once() for box in boxes]
    sending = MessageSender(store, settings, clock.now)
    try:
        sending.recover()
        sending.look()
        done = sending.send_due(lambda: False)
        channels = {name: outcome.words or outcome.code for name, outcome in sending.channels.stopped.items()}
    finally:
        sending.close()
    errors = [f"{box.name}: {box.report.error}" for box, ok in zip(boxes, reached, strict=True) if not ok]
    errors += [f"{name}: {words}" for name, words in channels.items()]
    accounts = {box.name: box.report.as_object() for box in boxes}
    received = sum(box.report.received for box in boxes)
    remedies = ["deskctl outbox list"] if channels or done.failed else [box.report.remedy for box in boxes]
    left = {box.name: box.report.left for box in boxes if box.report.is_new and box.report.left}
    remedy = next(filter(None, remedies), "")
    return RoundResult(received, done.sent, done.failed, tuple(errors), accounts, channels, remedy, left)
