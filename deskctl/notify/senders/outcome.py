"""The outcome of one attempt to send a message."""

from dataclasses import dataclass
from typing import Protocol

SENT = "sent"
LATER = "later"
REFUSED = "refused"
UNSURE = "unsure"
STOPPED = "stopped"

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an attempt.

    `sent`: the peer accepted the message. `later`: it certainly did not, but may accept it later. `refused`: it never
    will. `unsure`: it may have accepted it. `stopped`: the channel cannot be used until a person changes the settings.
    """

    kind: str
    code: str = ""
    words: str = ""

    @classmethod
    def of(cls, kind: str, code: object = "", words: object = "") -> "Outcome":
        """Return an outcome with the peer's text on one line, shortened."""
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return cls(kind, str(code)[:40], " ".join(text.split())[:_LONGEST])


@dataclass(frozen=True, slots=True)
class PreparedMessage:
    """A message ready to be sent: the text for a chat, or the bytes for a mail server."""

    recipient: str
    subject: str
    text: str
    raw: bytes = b""


class Sender(Protocol):
    """An outgoing channel."""

    def send(self, letter: PreparedMessage) -> Outcome:
        """Send one message and return the outcome; never raises."""

    def close(self) -> None:
        """End the connection, if there is one."""
