"""Recognising delivery reports, and whether the reported message is lost."""

import re
from dataclasses import dataclass

from deskctl.mail.parsed_message import ParsedMail

_SENDERS = re.compile(r"(?:mailer-daemon|postmaster|microsoftexchange|mail-daemon|maildelivery)", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"退信|邮件退回|投递失败|投递不成功|无法投递|无法送达|无法传递|未送达|未传递|Undeliver|Delivery Status Notification"
    r"|Mail delivery failed|Returned mail|failure notice|Delivery (?:has )?fail|Non-?deliver",
    re.IGNORECASE,
)
_LATER = re.compile(r"delayed|延迟|推迟|still being retried|will be retried|warning only", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """The content of a bounce: `failed` if the message is lost, `hard` if its address is permanently wrong."""

    failed: bool
    hard: bool
    status: str
    recipient: str


def is_bounce(reading: ParsedMail) -> bool:
    """Return True if a message is a mail server's report about an earlier one."""
    if reading.signs.report:
        return True
    named = bool(_SENDERS.match(reading.from_address))
    return named and (reading.signs.null_sender or bool(_SUBJECTS.search(reading.subject)))


def bounce_of(reading: ParsedMail) -> Bounce:
    """Return the content of a bounce; a report of a mere delay or relay is not a failure."""
    failed = [delivery for delivery in reading.deliveries if delivery.action == "failed"]
    if reading.deliveries:
        first = (failed or reading.deliveries)[0]
        return Bounce(bool(failed), bool(failed) and _is_hard(first.status), first.status, first.recipient)
    lost = bool(_SUBJECTS.search(reading.subject)) and not _LATER.search(reading.subject)
    return Bounce(lost, hard=False, status="", recipient="")


def _is_hard(status: str) -> bool:
    """Return True for a status that means a wrong address, such as 5.1.x or 5.0.0."""
    return status.startswith(("5.1.", "5.0.", "5.4.1"))
