"""The mailboxes of the settings, their credentials, and how their mails are put into the store."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deskctl.config.access_tokens import NoToken, access_token
from deskctl.config.messages import MessageSettings, certificate_of, secret_in
from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.mail.imap.account import Account, BadAddress, server_of
from deskctl.mail.imap.connection import Login, MailboxDown
from deskctl.mail.imap.mailbox import EVERYTHING, ServerMessage
from deskctl.mail.intake.intake import Intake, Place
from deskctl.mail.parsed_message import TOO_BIG
from deskctl.store.log import note

_HANDLED = "deskctl/handled"


def account_of(settings: MessageSettings, name: str) -> Account:
    """Return a mailbox of the settings; raises `BadData`."""
    table = settings.accounts[name]
    address = str(table.get("imap", ""))
    try:
        security, user, host, port = server_of(address)
    except BadAddress as wrong:
        raise BadData(
            N_("{field} is not a mailbox: write {example}."),
            field=f"mail.account.{name}.imap",
            example="imaps://USER@HOST:993",
        ) from wrong
    return Account(
        name=name,
        host=host,
        port=port,
        security=security,
        user=user,
        folder=str(table.get("folder", "INBOX")),
        handled=str(table.get("handled", _HANDLED)),
        ca=certificate_of(table, f"mail.account.{name}"),
        since=str(table.get("since", "now")),
        largest=settings.largest,
    )


def login_of(table: Mapping[str, Any]) -> Login:
    """Return the credentials of a mailbox; raises `BadData` and `MailboxDown`."""
    try:
        token = access_token(table)
    except NoToken as none:
        raise MailboxDown(none.reason, refused=none.refused) from none
    return Login(token=token) if token else Login(password=secret_in(str(table.get("password_file", ""))))


class StoreMailbox:
    """Puts the mails of one account into the store."""

    def __init__(self, intake: Intake, account: Account, now: Callable[[], datetime]) -> None:
        self._intake = intake
        self._account = account
        self._now = now
        self.is_new = False

    def beginning(self, uidvalidity: int) -> datetime | None:
        """Return the time before which the messages of a new folder are old; None if the folder is known."""
        beginning = self._intake.beginning(self._account.name, self._account.folder, uidvalidity)
        self.is_new = beginning == EVERYTHING
        return beginning

    def begin(self, uidvalidity: int, uids: list[int]) -> None:
        """Record a new folder: its old messages are left alone."""
        note("mail", account=self._account.name, left=len(uids))
        self._intake.begin_folder(self._account.name, self._account.folder, uidvalidity, uids)

    def unknown(self, uidvalidity: int, uids: list[int]) -> list[int]:
        """Return the messages that are not in the store yet."""
        return self._intake.unknown_uids(self._account.name, self._account.folder, uidvalidity, uids)

    def keep(self, arrived: ServerMessage) -> None:
        """Store a message; it is committed when this returns."""
        place = Place(self._account.name, self._account.folder, arrived.uidvalidity, arrived.uid)
        problem = TOO_BIG if arrived.too_big else ""
        self._intake.take(arrived.raw, received=arrived.received, place=place, problem=problem)
