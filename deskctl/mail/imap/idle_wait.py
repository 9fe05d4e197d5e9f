"""Waiting for new messages with IDLE; a closed connection shows only by answers that come too early."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from deskctl.mail.imap.connection import MailboxDown, as_mailbox_down

if TYPE_CHECKING:
    from imapclient import IMAPClient

RENEW = 240.0
"""Seconds after which the mailbox is listed again even if no new message was reported."""
_FIRST, _LONGEST = 1.0, 60.0
"""Seconds of the first IDLE, which are doubled up to the longest one.

A report that comes in one packet with the answer to IDLE stays in the library's buffer until IDLE ends. That is most
likely just after a round, so that the first IDLE is short.
"""
_STEP = 1.0
_EARLY = 0.5  # of a step: an empty answer before that means a closed connection


def wait_for_mail(client: "IMAPClient", stop: Callable[[], bool]) -> bool:
    """Return True if the mailbox changed, False when stopped or after `RENEW`; raises `MailboxDown`."""
    if not client.has_capability("IDLE"):
        return _poll(stop)
    end, seconds = time.monotonic() + RENEW, _FIRST
    while time.monotonic() < end and not stop():
        if _is_reported(client, seconds, stop):
            return True
        seconds = min(2 * seconds, _LONGEST)
    return False


def _is_reported(client: "IMAPClient", seconds: float, stop: Callable[[], bool]) -> bool:
    """Return True if the server reported something within some seconds."""
    try:
        client.idle()
        news = _listen(client, seconds, stop)
        _, buffered = client.idle_done()
    except MailboxDown:
        raise
    except Exception as failed:
        raise as_mailbox_down(failed) from failed
    return news or bool(buffered)


def _listen(client: "IMAPClient", seconds: float, stop: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while (begin := time.monotonic()) < end and not stop():
        step = min(_STEP, end - begin)
        if client.idle_check(timeout=step):
            return True
        if time.monotonic() - begin < step * _EARLY:
            raise MailboxDown("the server closed the line")
    return False


def _poll(stop: Callable[[], bool]) -> bool:
    """Wait a minute, for a server that cannot report new messages."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not stop():
        time.sleep(_STEP)
    return True
