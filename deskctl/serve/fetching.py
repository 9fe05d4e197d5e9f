"""Fetch mails from one mailbox: once, or as long as the worker runs, with growing pauses after failures."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deskctl import clock
from deskctl.config.messages import MessageSettings
from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import N_
from deskctl.mail.imap.connection import MailboxDown, connect
from deskctl.mail.imap.idle_wait import wait_for_mail
from deskctl.mail.imap.mailbox import Fetched, fetch_new, has_grown
from deskctl.mail.intake.intake import Intake
from deskctl.serve.accounts import StoreMailbox, account_of, login_of

if TYPE_CHECKING:
    from imapclient import IMAPClient

_SHORTEST, _LONGEST = 5.0, 300.0
_REFUSED = (60.0, 300.0, 900.0, 3_600.0)
_STEP = 0.5
STATUS = "deskctl serve status"


@dataclass(slots=True)
class AccountReport:
    """The state of a mailbox: when it was last read, the last error, how many mails were received.

    `left` older mails were not fetched when it was first read, which was now if it `is_new`. `remedy` is the command to
    call after the error.
    """

    ok: str = ""
    error: str = ""
    received: int = 0
    left: int = 0
    is_new: bool = False
    remedy: str = ""

    def as_object(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {"ok": self.ok, "error": self.error, "received": self.received, "left": self.left}


@dataclass(slots=True)
class MailFetcher:
    """Fetches from one mailbox of the settings."""

    store: str
    settings: MessageSettings
    name: str
    report: AccountReport = field(default_factory=AccountReport)
    _has_counted: bool = False

    def once(self) -> bool:
        """Fetch new mails; return whether each could be read."""
        try:
            with self._open() as (client, intake):
                self._round(client, intake)
        except (MailboxDown, DeskError) as failed:
            self.report.error, self.report.remedy = _reason(failed), self._remedy(failed)
        return not self.report.error

    def _remedy(self, failed: MailboxDown | DeskError) -> str:
        """Return the command that shows or corrects the cause of an error."""
        if isinstance(failed, DeskError):
            return "deskctl config check"
        return f"deskctl config set mail.account.{self.name}.{failed.setting} ..." if failed.refused else STATUS

    def until(self, stop: Callable[[], bool]) -> None:
        """Fetch mails and wait for new ones until asked to stop; no error ends this."""
        failures = refusals = 0
        while not stop():
            try:
                with self._open() as (client, intake):
                    while not stop():
                        fetched = self._round(client, intake)
                        failures = refusals = 0
                        if not has_grown(client, account_of(self.settings, self.name), fetched):
                            wait_for_mail(client, stop)
            except MailboxDown as down:
                self.report.error = down.reason
                refusals = refusals + 1 if down.refused else 0
                failures += 1
                _sleep(_REFUSED[min(refusals, len(_REFUSED)) - 1] if refusals else _pause(failures), stop)
            except Exception as failed:  # noqa: BLE001 - one mailbox must not end the worker
                self.report.error = _reason(failed)
                failures += 1
                _sleep(_pause(failures), stop)

    def _round(self, client: "IMAPClient", intake: Intake) -> Fetched:
        mailbox = StoreMailbox(intake, account_of(self.settings, self.name), clock.now)
        fetched = fetch_new(client, account_of(self.settings, self.name), mailbox)
        self.report.received += fetched.new
        self.report.ok, self.report.error = clock.now().isoformat(), fetched.problem
        self.report.remedy = STATUS if fetched.problem else ""
        if mailbox.is_new or not self._has_counted:
            self._has_counted = True
            self.report.left, self.report.is_new = intake.older_mails_left(self.name), mailbox.is_new
        return fetched

    @contextlib.contextmanager
    def _open(self) -> Any:
        try:
            import imapclient  # noqa: F401
        except ImportError as missing:
            raise BadData(N_("Mailboxes need the extra: pip install {extra}."), extra="'deskctl[mail]'") from missing
        client = connect(account_of(self.settings, self.name), login_of(self.settings.accounts[self.name]))
        try:
            with Intake(self.store, self.settings, clock.now) as intake:
                intake.finish()
                yield client, intake
        finally:
            with contextlib.suppress(Exception):
                client.logout()


def _pause(failures: int) -> float:
    return min(_LONGEST, _SHORTEST * float(2 ** min(failures - 1, 10)))


def _sleep(seconds: float, stop: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not stop():
        time.sleep(_STEP)


def _reason(failed: BaseException) -> str:
    return failed.reason if isinstance(failed, MailboxDown) else str(failed) or type(failed).__name__
