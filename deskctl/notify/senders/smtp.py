"""SMTP command by command, so that the reply to each is known; the server's last reply decides the outcome."""

import base64
import re
import smtplib
import ssl
from dataclasses import dataclass
from socket import IPPROTO_TCP, TCP_NODELAY

from deskctl.language.i18n import _
from deskctl.notify.senders.outcome import LATER, REFUSED, SENT, STOPPED, UNSURE, Outcome, PreparedMessage

_SECONDS = 30.0
_BARE_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_DOT = re.compile(rb"^\.", re.MULTILINE)
_LOGIN_CODES = frozenset({530, 534, 535, 538})
_GO_ON, _DONE, _AUTHENTICATED, _CONTINUE = 354, 250, 235, 334
_PERMANENT = 500
_TOO_BIG = 552
_FOR_NOW = re.compile(rb"frequency limit|rate limit|try again later|too many (?:messages|connections)", re.IGNORECASE)
"""Some servers, such as QQ's, give a permanent code to who sends too fast."""
_RELAY = re.compile(rb"\brelay", re.IGNORECASE)
"""What a server says of other domains to who has not logged in."""
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_ACCEPTED = range(200, 300)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server in the settings; `security` is tls, starttls or plain."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    token: str = ""
    ca: str = ""
    sender: str = ""


class _Failed(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.words)
        self.outcome = outcome


class Smtp:
    """A connection to a mail server, opened for the first message and reused for the next."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, letter: PreparedMessage) -> Outcome:
        """Send one message to one recipient and return the outcome."""
        try:
            connection = self._connected()
            return self._transaction(connection, letter)
        except _Failed as failed:
            return failed.outcome
        except UnicodeError as wrong:
            self.close()
            return Outcome.of(STOPPED, "sender", wrong)
        except (OSError, smtplib.SMTPException) as failed:
            self.close()
            return Outcome.of(LATER, "connect", _reason(failed))

    def close(self) -> None:
        """End the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _transaction(self, connection: smtplib.SMTP, letter: PreparedMessage) -> Outcome:
        code, words = connection.mail(self._server.sender)
        if code not in _ACCEPTED:
            return self._refused(code, words, every_message=code != _TOO_BIG)
        code, words = connection.rcpt(letter.recipient)
        if code not in _ACCEPTED:
            return self._refused(code, words, every_message=not self._logs_in and bool(_RELAY.search(words)))
        connection.putcmd("data")
        code, words = connection.getreply()
        if code != _GO_ON:
            return self._refused(code, words)
        connection.send(_dotted(letter.raw))
        try:
            connection.send(b".\r\n")
            code, words = connection.getreply()
        except (OSError, smtplib.SMTPException) as failed:
            self.close()
            return Outcome.of(UNSURE, "answer", _reason(failed))
        return Outcome.of(SENT, code, words) if code == _DONE else self._refused(code, words)

    @property
    def _logs_in(self) -> bool:
        return bool(self._server.token or self._server.password)

    def _refused(self, code: int, words: bytes, *, every_message: bool = False) -> Outcome:
        """Return the outcome of an answer: whether the server refuses `every_message`, this one, or it only for now."""
        self.close()
        if code in _LOGIN_CODES:
            return Outcome.of(STOPPED, code, words)
        if code < _PERMANENT or _FOR_NOW.search(words):
            return Outcome.of(LATER, code, words)
        return Outcome.of(STOPPED if every_message else REFUSED, code, words)

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None and _is_alive(self._connection):
            return self._connection
        self.close()
        self._connection = self._opened()
        return self._connection

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        try:
            connection = _line_to(server)
            connection.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                connection.starttls(context=_tls(server))
                connection.ehlo()
            self._log_in(connection)
        except (OSError, smtplib.SMTPException) as wrong:
            outcome = _outcome_of(wrong, server.security)
            if outcome is None:
                raise
            raise _Failed(outcome) from wrong
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        if self._logs_in and server.security == "plain" and server.host not in _THIS_MACHINE:
            raise _Failed(Outcome.of(STOPPED, "plain", "a password goes over an encrypted line only"))
        if server.token:
            words = f"user={server.user}\x01auth=Bearer {server.token}\x01\x01"
            code, answer = connection.docmd("AUTH", f"XOAUTH2 {_base64(words)}")
            if code == _CONTINUE:  # the server explains its refusal after an empty answer
                code, answer = connection.docmd("")
        elif server.password:
            code, answer = _by_password(connection, server)
        else:
            return
        if code != _AUTHENTICATED:
            connection.close()
            kind = LATER if 400 <= code < _PERMANENT else STOPPED  # noqa: PLR2004 - the temporary codes
            raise _Failed(Outcome.of(kind, code, answer))


def _line_to(server: SmtpServer) -> smtplib.SMTP:
    """Connect to a server without delay: the end of a message would wait 40 ms until its text is acknowledged."""
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=_tls(server))
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if connection.sock is not None:
        connection.sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    return connection


def _by_password(connection: smtplib.SMTP, server: SmtpServer) -> tuple[int, bytes]:
    """Log in with a password and return the server's answer; Exchange offers LOGIN without PLAIN."""
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered or "LOGIN" not in offered:
        return connection.docmd("AUTH", f"PLAIN {_base64(f'{chr(0)}{server.user}{chr(0)}{server.password}')}")
    code, answer = connection.docmd("AUTH", "LOGIN")
    for word in (server.user, server.password):
        if code == _CONTINUE:
            code, answer = connection.docmd(_base64(word))
    return code, answer


def _outcome_of(wrong: Exception, security: str) -> Outcome | None:
    """Return the outcome of a failed connection if its reason is in the settings; None for any other."""
    if isinstance(wrong, ssl.SSLCertVerificationError):
        return Outcome.of(STOPPED, "certificate", wrong.verify_message)
    if isinstance(wrong, ssl.SSLError) and wrong.reason == "WRONG_VERSION_NUMBER":
        words = _("the port is not encrypted from the start: write {scheme} or another port")
        return Outcome.of(STOPPED, "tls", words.format(scheme="smtp+starttls://"))
    if isinstance(wrong.__context__ or wrong, TimeoutError) and security != "tls":
        words = _("no greeting from the server: if the port is encrypted from the start, write {scheme}")
        return Outcome.of(LATER, "connect", words.format(scheme="smtps://"))
    if isinstance(wrong, smtplib.SMTPNotSupportedError):
        return Outcome.of(STOPPED, "starttls", wrong)
    if isinstance(wrong, smtplib.SMTPResponseException):
        kind = STOPPED if wrong.smtp_code in _LOGIN_CODES else LATER
        return Outcome.of(kind, wrong.smtp_code, wrong.smtp_error)
    return None


def _tls(server: SmtpServer) -> ssl.SSLContext:
    """Return what an encrypted line needs; to read the certificates of this machine takes 20 ms."""
    return ssl.create_default_context(cafile=server.ca or None)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _dotted(raw: bytes) -> bytes:
    """Return a message with SMTP line ends and doubled leading dots, ending with a line end."""
    lines = _DOT.sub(b"..", _BARE_LINE_END.sub(b"\r\n", raw))
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _is_alive(connection: smtplib.SMTP) -> bool:
    try:
        return connection.rset()[0] == _DONE
    except (OSError, smtplib.SMTPException):
        return False


def _reason(failed: BaseException) -> str:
    return str(getattr(failed, "strerror", None) or failed or type(failed).__name__)
