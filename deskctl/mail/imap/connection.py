"""Connecting to an IMAP server, always with certificate checks and timeouts."""

import contextlib
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import N_, _
from deskctl.mail.imap.account import Account

if TYPE_CHECKING:
    from imapclient import IMAPClient

_CONNECT, _READ = 10.0, 60.0  # seconds
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_NOT_ENCRYPTED = N_("the port is not encrypted from the start: write {scheme} or another port")
_NO_GREETING = N_("no greeting from the server: if the port is encrypted from the start, write {scheme}")
_UNKNOWN_ISSUER = frozenset({18, 19, 20, 21})
"""What OpenSSL says of a certificate that no known authority has issued."""
_TEMPORARY = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")


class MailboxDown(Exception):
    """A mailbox cannot be read at present; `refused` if a person must change something first, such as a `setting`."""

    def __init__(self, reason: str, *, refused: bool = False, setting: str = "imap") -> None:
        super().__init__(reason)
        self.reason = reason
        self.refused = refused
        self.setting = setting


@dataclass(frozen=True, slots=True)
class Login:
    """The credentials of a mailbox: a password or an access token."""

    password: str = ""
    token: str = ""


def connect(account: Account, login: Login) -> "IMAPClient":
    """Return a client that is logged in; raises `MailboxDown`."""
    client = _connected(account)
    try:
        _log_in(client, account, login)
        if client.has_capability("ID"):
            client.id_({"name": "deskctl"})
    except Exception as failed:
        _leave(client)
        raise as_mailbox_down(failed) from failed
    return client


def _connected(account: Account) -> "IMAPClient":
    from imapclient import IMAPClient, SocketTimeout

    if account.security == "imap" and account.host not in _THIS_MACHINE:
        raise MailboxDown(
            "a password goes over an encrypted line only: write imaps:// or imap+starttls://", refused=True
        )
    try:
        context = None if account.security == "imap" else ssl.create_default_context(cafile=account.ca or None)
        client = IMAPClient(
            account.host,
            port=account.port,
            ssl=account.security == "imaps",
            ssl_context=context,
            timeout=SocketTimeout(connect=_CONNECT, read=_READ),
        )
        if account.security == "imap+starttls":
            client.starttls(context)
    except Exception as failed:
        raise _of_the_line(failed, account.security) from failed
    return client


def _of_the_line(failed: Exception, security: str) -> MailboxDown:
    """Convert an error of connecting to `MailboxDown`; the wrong port for an address is named as such."""
    if isinstance(failed, ssl.SSLError) and failed.reason == "WRONG_VERSION_NUMBER":
        return MailboxDown(_(_NOT_ENCRYPTED).format(scheme="imap+starttls://"), refused=True)
    if isinstance(failed, TimeoutError) and security != "imaps":
        return MailboxDown(_(_NO_GREETING).format(scheme="imaps://"))
    return as_mailbox_down(failed)


def _log_in(client: "IMAPClient", account: Account, login: Login) -> None:
    if login.token:
        client.oauth2_login(account.user, login.token)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(account.user, login.password)
    else:
        client.login(account.user, login.password)


def as_mailbox_down(failed: BaseException) -> MailboxDown:
    """Convert an error of the library or of the connection to `MailboxDown`."""
    from imapclient.exceptions import LoginError

    if isinstance(failed, MailboxDown):
        return failed
    words = _words(failed)
    if isinstance(failed, LoginError):
        return MailboxDown(words, refused=not any(code in words.upper() for code in _TEMPORARY))
    if isinstance(failed, ssl.SSLCertVerificationError):
        setting = "ca" if failed.verify_code in _UNKNOWN_ISSUER else "imap"
        return MailboxDown(f"certificate: {failed.verify_message}", refused=True, setting=setting)
    return MailboxDown(words)


def _words(failed: BaseException) -> str:
    first = failed.args[0] if failed.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(failed)
    return " ".join((text or type(failed).__name__).split())[:200]


def _leave(client: Any) -> None:
    with contextlib.suppress(Exception):
        client.shutdown()
