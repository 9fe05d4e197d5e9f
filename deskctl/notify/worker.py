"""The worker that sends due messages of the outbox, one after the other, and records each outcome.

A message is marked `sending` in the store before its first byte is sent; after a crash of the worker it is `unsure`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from deskctl.config.messages import MessageSettings
from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.desk.outbox import CANCELLED, EXPIRED, HELD, REFUSED, SENDING, SENT, SMTP, UNSURE, WAITING
from deskctl.errors import DeskError
from deskctl.language.i18n import N_
from deskctl.names import DESK
from deskctl.notify.channels import Channels
from deskctl.notify.effects import record_delivery
from deskctl.notify.envelope import Mail, address_for_servers, bytes_of
from deskctl.notify.escalation.escalation_round import run_escalation
from deskctl.notify.escalation.rules import load_escalation
from deskctl.notify.escalation.undelivered import report_undelivered
from deskctl.notify.fallback import try_other_way
from deskctl.notify.message_merging import merged
from deskctl.notify.message_validity import obsolete_reason
from deskctl.notify.rendering import RenderedMessage, render
from deskctl.notify.retry import next_try, next_try_if_unsure
from deskctl.notify.senders import outcome as outcomes
from deskctl.notify.senders.outcome import Outcome, PreparedMessage
from deskctl.queries.messages.outbox_rows import (
    due_messages,
    expired_messages,
    interrupted_messages,
    sent_through,
    sent_to,
    tries_of,
)
from deskctl.sla.facts import instant
from deskctl.store.facts.people import Actor
from deskctl.store.open import open_writer, retried

_AT_ONCE = 50
_TEN_MINUTES, _HOUR = 600, 3_600
_CAPS = ((_TEN_MINUTES, 10), (_HOUR, 30))  # about one ticket to one recipient
_CHANNEL_CAP = 200  # an hour
_MINUTE, _ROBOT_CAP = 60, 20  # chat services accept no more per minute
_RELEASED = "released"
_LATER_IF_STOPPED = 60
_TOO_LATE = N_("too late")


@dataclass(slots=True)
class RoundCounts:
    """The numbers of messages that a round sent and failed to send."""

    sent: int = 0
    failed: int = 0


class MessageSender:
    """Sends due messages; the lock of `serve` ensures that only one works on a store."""

    def __init__(self, store: str, settings: MessageSettings, now: Callable[[], datetime]) -> None:
        self._store = store
        self._settings = settings
        self._now = now
        self._writer = open_writer(store)
        self.channels = Channels(settings)

    def close(self) -> None:
        """End all connections."""
        self.channels.close()
        self._writer.close()

    def recover(self) -> int:
        """Mark the messages that a killed worker left as `unsure`, and return their number."""
        with self._writer.transaction() as conn:
            interrupted = interrupted_messages(conn)
            desk = self._desk(conn)
            for message in interrupted:
                again = next_try_if_unsure(message, desk.now)
                columns = {"state": UNSURE, "uncertain": 1, "lease": None, "next_try": again}
                desk.update("outbox", {"id": message["id"]}, {**columns, "tries": (message["tries"] or 0) + 1})
        return len(interrupted)

    def look(self) -> int:
        """Queue the messages that became due under the escalation rules, and return their number."""
        escalation = load_escalation()

        def queued() -> int:
            with self._holding() as desk:
                return run_escalation(desk, escalation, self._settings)

        return retried(self._store, queued)

    def send_due(self, stop: Callable[[], bool] = lambda: False) -> RoundCounts:
        """Send all due messages."""
        done = RoundCounts()
        tried: set[str] = set()
        self._expire()
        while not stop():
            with self._writer.transaction(alone=False) as conn:
                messages = due_messages(conn, instant(self._now()), _AT_ONCE)
            waiting = [message for message in messages if message["id"] not in tried and self._is_open(message)]
            if not waiting:
                break
            for message in waiting:
                if stop():
                    break
                tried.add(message["id"])
                self._one(message, done)
        return done

    def send_one(self, name: str) -> None:
        """Send one message now, if it is waiting."""
        with self._writer.transaction(alone=False) as conn:
            message = self._desk(conn).row("outbox", id=name)
        if message is not None:
            self._one(message, RoundCounts())

    def _is_open(self, message: dict[str, Any]) -> bool:
        return message["channel"] not in self.channels.stopped

    def _one(self, message: dict[str, Any], done: RoundCounts) -> None:
        rendered = retried(self._store, partial(self._claim, message))
        if rendered is None:
            return
        try:
            letter = self._letter(message, rendered)
        except ValueError as error:
            outcome = Outcome.of(outcomes.REFUSED, "address", error)
        else:
            outcome = self.channels.send(message["channel"], letter)
        retried(self._store, partial(self._finish, message, outcome, rendered.holds))
        done.sent += outcome.kind == outcomes.SENT
        done.failed += outcome.kind != outcomes.SENT

    def _claim(self, message: dict[str, Any]) -> RenderedMessage | None:
        """Mark a message as `sending` and render it; return None if it is not to be sent now."""
        with self._holding(message["ticket"]) as desk:
            row = desk.row("outbox", id=message["id"]) or {}
            if row["state"] not in {WAITING, UNSURE}:
                return None
            if reason := obsolete_reason(desk, row):
                self._put(desk, message["id"], {"state": CANCELLED, "next_try": None, "closed_reason": reason})
                return None
            if row["closed_reason"] != _RELEASED and self._is_too_much(desk.reader, row, desk.now):
                self._put(desk, message["id"], {"state": HELD, "next_try": None, "closed_reason": "too many"})
                return None
            if row["channel"] != SMTP and sent_through(desk.reader, desk.now - _MINUTE, row["channel"]) >= _ROBOT_CAP:
                self._put(desk, message["id"], {"next_try": desk.now + _MINUTE})
                return None
            try:
                rendered = merged(desk, row, render(desk.reader, row, desk.now))
            except DeskError as error:
                self._put(desk, message["id"], {"state": REFUSED, "next_try": None, "closed_reason": str(error)})
                return None
            columns = {"state": SENDING, "lease": str(os.getpid()), "subject": rendered.subject, "body": rendered.text}
            self._put(desk, message["id"], columns)
        return rendered

    def _is_too_much(self, conn: Any, row: dict[str, Any], now: int) -> bool:
        to_one = any(sent_to(conn, now - seconds, row["recipient"], row["ticket"]) >= most for seconds, most in _CAPS)
        return to_one or sent_through(conn, now - _HOUR, row["channel"]) >= _CHANNEL_CAP

    def _letter(self, message: dict[str, Any], rendered: RenderedMessage) -> PreparedMessage:
        raw, recipient = b"", message["recipient"]
        if message["channel"] == SMTP:
            recipient = address_for_servers(recipient)
            mail = Mail(
                sender=self._settings.sender,
                recipient=(rendered.name, message["recipient"]),
                subject=rendered.subject,
                text=rendered.text,
                message_id=message["message_id"],
                desk_id=self._settings.desk_id(self._store),
                answers=rendered.answers,
                machine=rendered.machine,
                files=rendered.files,
            )
            raw = bytes_of(mail, self._now())
        detail = self._settings.channels.get(message["channel"], {}).get("detail", "title")
        return PreparedMessage(recipient, rendered.subject, _disclosed(rendered, detail, message), raw)

    def _finish(self, message: dict[str, Any], outcome: Outcome, holds: tuple[str, ...]) -> None:
        """Record the outcome of an attempt and its consequences in one transaction."""
        with self._holding(message["ticket"]) as desk:
            number = (message["tries"] or 0) + 1
            row = {"outbox": message["id"], "no": len(tries_of(desk.reader, message["id"])) + 1, "at": desk.now}
            desk.insert("outbox_try", {**row, "outcome": outcome.kind, "code": outcome.code, "words": outcome.words})
            self._put(desk, message["id"], self._columns(message, outcome, desk.now, number))
            if outcome.kind == outcomes.SENT:
                record_delivery(desk, message, outcome.words)
                for held in holds:
                    reason = f"in one message with {message['id']}"
                    self._put(desk, held, {"state": CANCELLED, "next_try": None, "closed_reason": reason})
            else:
                try_other_way(desk, message, self._settings)
            if outcome.kind == outcomes.REFUSED:
                report_undelivered(desk, message, outcome.words, self._settings)
            desk.settle()

    def _columns(self, message: dict[str, Any], outcome: Outcome, now: int, number: int) -> dict[str, Any]:
        done = {"lease": None, "next_try": None, "tries": number}
        match outcome.kind:
            case outcomes.SENT:
                return {**done, "state": SENT, "sent_at": now, "receipt": outcome.words}
            case outcomes.REFUSED:
                return {**done, "state": REFUSED, "closed_reason": outcome.words}
            case outcomes.UNSURE:
                return {**done, "state": UNSURE, "uncertain": 1, "next_try": next_try_if_unsure(message, now)}
            case outcomes.STOPPED:
                return {"state": WAITING, "lease": None, "next_try": now + _LATER_IF_STOPPED}
            case _:
                return {**done, "state": WAITING, "next_try": next_try(message, now)}

    def _expire(self) -> None:
        with self._writer.transaction(alone=False) as conn:
            expired = expired_messages(conn, self._desk(conn).now)
        for message in expired:
            retried(self._store, partial(self._expire_one, message))

    def _expire_one(self, message: dict[str, Any]) -> None:
        """Close a message that is too late, unless its state has changed meanwhile."""
        with self._holding(message["ticket"]) as desk:
            row = desk.row("outbox", id=message["id"]) or {}
            if row["state"] != message["state"]:
                return
            self._put(desk, message["id"], {"state": EXPIRED, "next_try": None, "closed_reason": _TOO_LATE})
            report_undelivered(desk, message, _TOO_LATE, self._settings)
            desk.settle()

    @contextmanager
    def _holding(self, ticket: int | None = None) -> Iterator[Desk]:
        """Open a transaction that locks the outbox, and the ticket of a message, against others."""
        with self._writer.transaction(alone=False, ticket=ticket) as conn:
            desk = self._desk(conn)
            desk.hold("outbox")
            yield desk

    def _put(self, desk: Desk, message: str, columns: dict[str, Any]) -> None:
        desk.update("outbox", {"id": message}, columns)

    def _desk(self, conn: Any) -> Desk:
        now = instant(self._now())
        return Desk(conn, CaseCache(), actor=Actor(DESK), now=now, at=now)


def _disclosed(rendered: RenderedMessage, detail: str, message: dict[str, Any]) -> str:
    """Return as much of a message as the channel may receive, since a chat service is a third party."""
    if message["channel"] == SMTP or detail == "all":
        return f"{rendered.subject}\n{rendered.text}"
    shown = [rendered, *rendered.also]
    return "\n".join(one.subject if detail == "title" or not one.number else one.number for one in shown)
