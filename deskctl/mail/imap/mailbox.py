"""One round over a mailbox: every new message is read in pieces, stored, and then moved."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from deskctl.mail.imap.account import Account
from deskctl.mail.imap.connection import MailboxDown, as_mailbox_down

if TYPE_CHECKING:
    from imapclient import IMAPClient

_PIECE = 1 << 20
_KEYWORD = b"$deskctl"
EVERYTHING = datetime.max.replace(tzinfo=UTC)
"""The beginning of a folder of which every message is old."""


@dataclass(frozen=True, slots=True)
class ServerMessage:
    """A message on the server: its uid, its time of arrival, and its bytes, or only the first if it is too big."""

    uidvalidity: int
    uid: int
    received: datetime
    raw: bytes
    too_big: bool = False


class MessageStorage(Protocol):
    """The storage for messages; each method returns only when the data is safely stored."""

    def beginning(self, uidvalidity: int) -> datetime | None:
        """Return the time before which the messages of a new folder are old; None if the folder is known."""

    def begin(self, uidvalidity: int, uids: list[int]) -> None:
        """Register a new folder; the given messages are skipped."""

    def unknown(self, uidvalidity: int, uids: list[int]) -> list[int]:
        """Return the messages that were not fetched yet, in order."""

    def keep(self, arrived: ServerMessage) -> None:
        """Store a message, and record that it was fetched."""


class Fetched(NamedTuple):
    """The result of a round: the number of new messages, and the size of the mailbox before they were listed.

    `problem` is the reason for which a message could not be read.
    """

    new: int
    size: tuple[int, ...]
    problem: str = ""


def fetch_new(client: "IMAPClient", account: Account, storage: MessageStorage) -> Fetched:
    """Store every new message of a mailbox; raises `MailboxDown`."""
    try:
        chosen = client.select_folder(account.folder)
        uidvalidity = int(chosen[b"UIDVALIDITY"])
        uids = sorted(client.search("ALL"))
        beginning = storage.beginning(uidvalidity)
        if beginning is not None:
            storage.begin(uidvalidity, _older(client, uids, beginning) if account.since == "now" else [])
        count, problem = _store_new(client, account, storage, uidvalidity, uids)
    except MailboxDown:
        raise
    except Exception as failed:
        raise as_mailbox_down(failed) from failed
    return Fetched(count, _size(chosen), problem)


def _store_new(
    client: "IMAPClient", account: Account, storage: MessageStorage, uidvalidity: int, uids: list[int]
) -> tuple[int, str]:
    """Store the new messages; return their number, and the reason if the server refuses one, which hides no other."""
    from imaplib import IMAP4

    count, problem = 0, ""
    for uid in storage.unknown(uidvalidity, uids):
        try:
            arrived = _read(client, account, uidvalidity, uid)
        except IMAP4.abort:
            raise
        except IMAP4.error as refused:
            problem = as_mailbox_down(refused).reason
            continue
        if arrived is not None:
            storage.keep(arrived)
            count += 1
            _put_away(client, account, uid)
    return count, problem


def _older(client: "IMAPClient", uids: list[int], beginning: datetime) -> list[int]:
    """Return the messages that arrived before the day of a time."""
    if beginning == EVERYTHING:
        return uids
    older = set(client.search(["BEFORE", beginning.date()]))
    return [uid for uid in uids if uid in older]


def has_grown(client: "IMAPClient", account: Account, last: Fetched) -> bool:
    """Return True if messages may have arrived during a round; raises `MailboxDown`.

    A server announces a message once, in its answer to any command. What it announced during the round it does not
    announce again to a client that waits.
    """
    if last.new:
        return True
    try:
        return _size(client.select_folder(account.folder)) != last.size
    except Exception as failed:
        raise as_mailbox_down(failed) from failed


def _size(chosen: dict[bytes, Any]) -> tuple[int, ...]:
    """Return the number of messages and, where the server gives it, the next uid."""
    return tuple(int(chosen[name]) for name in (b"EXISTS", b"UIDNEXT") if name in chosen)


def _read(client: "IMAPClient", account: Account, uidvalidity: int, uid: int) -> ServerMessage | None:
    """Return one message, or None if it was deleted meanwhile."""
    facts = client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
    if not facts or b"RFC822.SIZE" not in facts:
        return None
    size, date = int(facts[b"RFC822.SIZE"]), facts.get(b"INTERNALDATE")
    received = date.astimezone(UTC) if isinstance(date, datetime) else datetime.now(UTC)
    if size > account.largest:
        start = _first(client.fetch([uid], [f"BODY.PEEK[]<0.{_PIECE}>"]).get(uid))
        return None if start is None else ServerMessage(uidvalidity, uid, received, start, too_big=True)
    pieces = list(_pieces(client, uid, size))
    return (
        None
        if None in pieces
        else ServerMessage(uidvalidity, uid, received, b"".join(piece or b"" for piece in pieces))
    )


def _pieces(client: "IMAPClient", uid: int, size: int) -> Iterator[bytes | None]:
    place = 0
    while True:
        piece = _first(client.fetch([uid], [f"BODY.PEEK[]<{place}.{_PIECE}>"]).get(uid))
        yield piece
        if not piece or len(piece) < _PIECE:
            return
        place += len(piece)
        if place > size + _PIECE:
            return


def _first(facts: dict[bytes, Any] | None) -> bytes | None:
    """Return the body in a fetch answer; None if the message was deleted."""
    return next((value for name, value in (facts or {}).items() if name.startswith(b"BODY")), None)


def _put_away(client: "IMAPClient", account: Account, uid: int) -> None:
    """Move a stored message to the folder of handled ones, or mark it; errors are ignored."""
    with contextlib.suppress(Exception):
        if account.handled and client.has_capability("MOVE"):
            folder = _named_as_here(client, account.handled)
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.move([uid], folder)
        else:
            client.add_flags([uid], [_KEYWORD], silent=True)


def _named_as_here(client: "IMAPClient", folder: str) -> str:
    """Return the name of a folder with the server's own hierarchy separator."""
    listed = client.list_folders("", "")
    mark = listed[0][1] if listed else b"/"
    return folder.replace("/", (mark or b"/").decode("ascii", "replace"))
