"""Waiting for new messages with IDLE; a closed connection shows only by answers that come too early."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from deskctl.mail.imap.connection import MailboxDown, as_mailbox_down

if TYPE_CHECKING:
    from imapclient import IMAPClient

RENEW = 240.0  # seconds: routers drop an idle connection after five minutes
_STEP = 1.0
_EARLY = 0.5  # of a step: an empty answer before that means a closed connection


def wait_for_mail(client: "IMAPClient", stop: Callable[[], bool]) -> bool:
    """Return True if the mailbox changed, False when stopped or after `RENEW`; raises `MailboxDown`."""
    if not client.has_capability("IDLE"):
        return _poll(stop)
    try:
        client.idle()
        news = _listen(client, stop)
        client.idle_done()
    except MailboxDown:
        raise
    except Exception as failed:
        raise as_mailbox_down(failed) from failed
    return news


def _listen(client: "IMAPClient", stop: Callable[[], bool]) -> bool:
    end = time.monotonic() + RENEW
    while time.monotonic() < end and not stop():
        begin = time.monotonic()
        if client.idle_check(timeout=_STEP):
            return True
        if time.monotonic() - begin < _STEP * _EARLY:
            raise MailboxDown("the server closed the line")
    return False


def _poll(stop: Callable[[], bool]) -> bool:
    """Wait a minute, for a server that cannot report new messages."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not stop():
        time.sleep(_STEP)
    return True
