"""The time of a message's arrival, from the header of our own server, never from the sender's."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from deskctl.mail.message.headers import Headers

_LONGEST = 2_000


def received_of(headers: Headers) -> str:
    """Return the time in the newest `Received` header as ISO text, or an empty string."""
    value = headers.first("received")[-_LONGEST:].decode("latin-1")
    stamp = value.rpartition(";")[2].strip()
    try:
        received = parsedate_to_datetime(stamp)
        if received.tzinfo is None:
            received = received.replace(tzinfo=UTC)
        return received.astimezone(UTC).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def arrived_at(received: str, now: datetime) -> datetime:
    """Return when a message arrived, never later than now."""
    try:
        arrived = datetime.fromisoformat(received)
    except ValueError:
        return now
    return min(arrived, now)
