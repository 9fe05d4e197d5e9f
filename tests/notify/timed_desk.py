"""A desk whose time a test sets: operations are recorded, the worker does its rounds, mails are received."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from smtp_sink import Sink

from deskctl.config.messages import message_settings
from deskctl.mail.intake.intake import Intake
from deskctl.notify.worker import MessageSender, RoundCounts
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.messages.mail_json import show_mail
from deskctl.queries.messages.outbox_json import list_outbox, show_outbox
from deskctl.queries.ticket.history import history
from deskctl.store.kept_readers import KeptReaders
from deskctl.store.open import open_reader

START = datetime.fromisoformat("2026-11-22T09:30:00+08:00")
SETTINGS = """
lang = "zh"
[mail]
desk_id = "desk-7f31"
[mail.account.service]
addresses = ["service@desk.example.com"]
[mail.out]
smtp = "smtp://127.0.0.1:{port}"
from = "服务台 <service@desk.example.com>"
[channel.oncall]
kind = "command"
command = ["/bin/sh", "-c", "cat >> {folder}/chat.txt"]
"""


@dataclass
class TimedDesk:
    """A desk whose time a test sets."""

    store: str
    sink: Sink
    folder: Path
    now: datetime = START
    readers: KeptReaders | None = None

    def do(
        self,
        name: str,
        ticket: int | None = None,
        *,
        actor: str = "MG1",
        happened: datetime | None = None,
        **fields: Any,
    ) -> OperationResult:
        """Record an operation, which may have happened earlier."""
        operation = find(*name.split(".", 1)).of(fields)
        return perform(self.store, operation, ticket, RequestContext(now=self.now, actor=actor, at=happened))

    def send(self) -> RoundCounts:
        """Let a new worker do one round."""
        return self.send_each(1)[0]

    def send_each(self, rounds: int, **length: float) -> list[RoundCounts]:
        """Let a new worker do some rounds, each after some time has passed."""
        sending = MessageSender(self.store, message_settings(), lambda: self.now)
        try:
            sending.recover()
            return [self._send_after(sending, length) for _round in range(rounds)]
        finally:
            sending.close()

    def _send_after(self, sending: MessageSender, length: dict[str, float]) -> RoundCounts:
        self.later(**length)
        sending.look()
        return sending.send_due()

    def receive(self, raw: bytes) -> dict[str, Any]:
        """Receive a mail and return it as it is shown."""
        with Intake(self.store, message_settings(), lambda: self.now) as intake:
            taken = intake.take(raw)
        return self.ask(lambda conn: show_mail(conn, taken.mail, 0, START.tzinfo))

    def later(self, **length: float) -> None:
        """Move the time forward."""
        self.now += timedelta(**length)

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """Run a query on the store."""
        with self.readers.reading(self.store) if self.readers else closing(open_reader(self.store)) as conn:
            return question(conn)

    def outbox(self, name: str | None = None) -> Any:
        """Return all messages of the outbox, or one of them."""
        if name is not None:
            return self.ask(lambda conn: show_outbox(conn, name, START.tzinfo))
        return self.ask(lambda conn: list_outbox(conn, START.tzinfo, states=ValueFilter(("all",))))

    def by_rule(self, rule: str) -> list[Any]:
        """Return the messages of an escalation rule in full."""
        names = [row["outbox"] for row in self.outbox()]
        whole = self.ask(lambda conn: [show_outbox(conn, name, START.tzinfo) for name in names])
        return [row for row in whole if row["rule"] == rule]

    def events(self, ticket: int) -> list[tuple[str, str]]:
        """Return the recorded events of a ticket with their actors."""
        return [(step.event, step.actor) for step in self.ask(lambda conn: list(history(conn, ticket)))]
