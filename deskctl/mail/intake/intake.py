"""The intake of messages: the bytes of a message are stored before they are parsed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from deskctl.config.messages import MessageSettings
from deskctl.config.store_address import is_server
from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.desk.next_ids import next_id
from deskctl.desk.stored_bytes import keep_bytes
from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.i18n import N_, _
from deskctl.mail.classification.classify import classify
from deskctl.mail.classification.sender import name_writer
from deskctl.mail.imap.mailbox import EVERYTHING
from deskctl.mail.intake.attached_files import attach_files
from deskctl.mail.intake.first_answer import answer_first
from deskctl.mail.intake.joined_mail import join
from deskctl.mail.intake.row import columns_of
from deskctl.mail.intake.store_lookups import StoreLookups
from deskctl.mail.message.arrival import arrived_at
from deskctl.mail.parsed_message import TOO_BIG, ParsedMail
from deskctl.mail.reader import Reader
from deskctl.names import DESK
from deskctl.queries.files.stored_files import bytes_of
from deskctl.queries.messages.stored_mails import (
    account_begun_at,
    is_known_folder,
    kind_of_mail,
    mail_of_bytes,
    older_mails_left,
    seen_uids,
    unread_mails,
)
from deskctl.sla.facts import instant, moment
from deskctl.store.facts.people import Actor
from deskctl.store.log import note
from deskctl.store.open import open_writer, retried

_NEEDS_NOBODY = frozenset({"auto", "bounce", "loop", "duplicate"})
"""Kinds that no person needs to handle."""
_OF_ONE_MAIL = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, RuntimeError,
    Refused, NotFound, BadData,
)  # fmt: skip
"""Errors that a mail itself can cause, and that must not stop the mails behind it; others are those of the store."""
_UNREADABLE = "unreadable"
_DAY = 86_400
_BEGINNING = N_(
    "[This mail is larger than {size} MB. Only its beginning is stored; see the original for its attachments.]"
)


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A stored message; `is_known` if the desk had the same bytes before."""

    mail: str
    kind: str
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The location of a message on a server."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


class Intake:
    """Stores messages one after the other; use as a context manager."""

    def __init__(
        self, store: str, settings: MessageSettings, now: Callable[[], datetime], *, answers: bool = True
    ) -> None:
        self._store = store
        self._settings = settings
        self._answers = answers
        self._now = now
        self._writer = open_writer(store)
        self._reader = Reader()

    def __enter__(self) -> Self:
        """Return the intake."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the reading process and the connection."""
        self._reader.close()
        self._writer.close()

    def take(
        self, raw: bytes, *, received: datetime | None = None, place: Place | None = None, problem: str = ""
    ) -> StoredMail:
        """Store, read and classify a message; `problem` names the problem if only its beginning is available."""
        mail, known_kind = retried(self._store, partial(self._keep, raw, received, place, problem))
        if known_kind is not None:
            return StoredMail(mail, known_kind, is_known=True)
        return StoredMail(mail, self._read(mail, raw, received, problem))

    def beginning(self, account: str, folder: str, uidvalidity: int) -> datetime | None:
        """Return the time before which the messages of a new folder are old; None if the folder is known.

        All messages of a new account are. A known account has a new folder if it was renamed, or if the server numbered
        its messages again; one day more is looked at there, as the clocks of servers differ.
        """
        with self._writer.transaction(alone=False) as conn:
            if is_known_folder(conn, account, folder, uidvalidity):
                return None
            begun = account_begun_at(conn, account)
        return EVERYTHING if begun is None else moment(begun - _DAY)

    def begin_folder(self, account: str, folder: str, uidvalidity: int, uids: list[int]) -> None:
        """Register a new folder; the given messages are never fetched."""
        with self._writer.transaction(alone=False) as conn:
            conn.hold("mail_seen")
            if is_known_folder(conn, account, folder, uidvalidity):
                return
            desk = self._desk(conn)
            for uid in (0, *uids):
                desk.insert("mail_seen", _seen(Place(account, folder, uidvalidity, uid), None, desk.now))

    def older_mails_left(self, account: str) -> int:
        """Return how many messages were left unfetched when an account was first read."""
        with self._writer.transaction(alone=False) as conn:
            return older_mails_left(conn, account)

    def unknown_uids(self, account: str, folder: str, uidvalidity: int, uids: list[int]) -> list[int]:
        """Return the messages of a folder that were not fetched yet, in order."""
        with self._writer.transaction(alone=False) as conn:
            seen = seen_uids(conn, account, folder, uidvalidity)
        return [uid for uid in uids if uid not in seen]

    def finish(self) -> list[StoredMail]:
        """Read the messages that were stored but not read before an interruption."""
        with self._writer.transaction(alone=False) as conn:
            unread = [(mail, bytes_of(conn, sha256), at, reason) for mail, sha256, at, reason in unread_mails(conn)]
        return [
            StoredMail(mail, self._read(mail, raw, None if at is None else moment(at), reason or ""))
            for mail, raw, at, reason in unread
        ]

    def _keep(self, raw: bytes, received: datetime | None, place: Place | None, problem: str) -> tuple[str, str | None]:
        """Store the bytes; return the mail, and its kind if it was known before."""
        digest = hashlib.sha256(raw).hexdigest()
        with self._writer.transaction(alone=False) as conn:
            conn.hold("mail")
            desk = self._desk(conn)
            mail = mail_of_bytes(conn, digest)
            known_kind = None if mail is None else kind_of_mail(conn, mail)
            if mail is None:
                mail = next_id(desk, "mail", "ML-", 4)
                row = self._unread(desk, mail, raw, received, place)
                desk.insert("mail", {**row, "reason": problem or None})
            if place is not None:
                desk.insert("mail_seen", _seen(place, mail, desk.now))
        return mail, known_kind

    def _unread(
        self, desk: Desk, mail: str, raw: bytes, received: datetime | None, place: Place | None
    ) -> dict[str, Any]:
        return {
            "id": mail,
            "received_at": desk.now if received is None else min(instant(received), desk.now),
            "subject": "",
            "account": place.account if place else None,
            "sha256": keep_bytes(desk, raw),
            "size": len(raw),
        }

    def _read(self, mail: str, raw: bytes, received: datetime | None, problem: str) -> str:
        """Read a stored message in the limited process, classify it, and return its kind.

        A message that cannot be processed is quarantined.
        """
        reading, files = self._reader.read(raw)
        reading = reading.without_nul() if is_server(self._store) else reading
        reading.problem = reading.problem or problem
        if reading.problem == TOO_BIG:
            files = self._without_rest(reading)
        try:
            return retried(self._store, partial(self._classify, mail, reading, files, received))
        except _OF_ONE_MAIL as failed:
            note("mail", mail=mail, error=type(failed).__name__, words=str(failed)[:200])
            return retried(self._store, partial(self._classify, mail, ParsedMail(problem=_UNREADABLE), [], received))

    def _without_rest(self, reading: ParsedMail) -> list[bytes]:
        """Say in the new text that only the beginning of a mail is stored; its files, of which none is whole, go."""
        words = _(_BEGINNING).format(size=self._settings.largest >> 20)
        reading.text_new = f"{reading.text_new}\n\n{words}".lstrip("\n")
        reading.files = []
        return []

    def _classify(self, mail: str, reading: ParsedMail, files: list[bytes], received: datetime | None) -> str:
        """Classify a message and join it to its ticket, which is locked meanwhile; return its kind."""
        with self._writer.transaction(alone=False) as conn:
            conn.hold("mail", mail)
            lookups = StoreLookups(conn, self._settings.desk_id(self._store), self._settings.own_addresses)
            name_writer(reading, lookups.own_addresses)
            classified = classify(reading, lookups)
            if classified.joins is not None:
                conn.hold("ticket", classified.joins)
            desk = self._desk(conn)
            columns = columns_of(reading, classified)
            if received is None:
                columns["received_at"] = instant(arrived_at(reading.received, self._now()))
            joined = join(desk, mail, reading, classified)
            if joined:
                columns["ticket"] = classified.joins
            if joined or classified.kind in _NEEDS_NOBODY:
                columns |= {"state": "handled", "handled_at": desk.now, "handled_by": DESK}
            desk.update("mail", {"id": mail}, columns)
            attach_files(desk, mail, reading, files)
            if self._answers:
                answer_first(desk, mail, reading, classified, self._settings)
            desk.settle()
        return classified.kind

    def _desk(self, conn: Any) -> Desk:
        now = instant(self._now())
        return Desk(conn, CaseCache(), actor=Actor(DESK), now=now, at=now)


def _seen(place: Place, mail: str | None, now: int) -> dict[str, Any]:
    return {
        "account": place.account,
        "folder": place.folder,
        "uidvalidity": place.uidvalidity,
        "uid": place.uid,
        "mail": mail,
        "at": now,
    }
