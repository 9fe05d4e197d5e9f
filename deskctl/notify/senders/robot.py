"""The base class for robots of chat services, which answer 200 with the real result in the body."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from deskctl.notify.senders.http_post import NotDelivered, post_json
from deskctl.notify.senders.outcome import LATER, REFUSED, SENT, STOPPED, Outcome, PreparedMessage

_EVERYBODY = re.compile(r"@(?=all\b|所有人|everyone\b|here\b|channel\b)|<(?=/?at\b)", re.IGNORECASE)
_NO_BREAK = "\u2060"


class Robot(ABC):
    """A robot of a chat service; subclasses define the request and the codes in the answer."""

    code_name: ClassVar[str]
    words_name: ClassVar[str]
    later: ClassVar[frozenset[int]]
    wrong_secret: ClassVar[frozenset[int]]
    longest: ClassVar[int]

    def __init__(self, address: str, secret: str = "") -> None:
        self._address = address
        self._secret = secret

    def address(self) -> str:
        """Return the address of one post, signed if the service requires it."""
        return self._address

    @abstractmethod
    def body(self, text: str) -> Mapping[str, Any]:
        """Return the JSON of one post."""

    def send(self, letter: PreparedMessage) -> Outcome:
        """Post a text and return the outcome."""
        try:
            answer = post_json(self.address(), self.body(harmless(letter.text, self.longest)))
        except NotDelivered as failed:
            return failed.outcome
        if answer.value is None or not isinstance(code := answer.value.get(self.code_name), int):
            return Outcome.of(LATER, answer.status, "the answer is not the robot's")
        words = answer.value.get(self.words_name, "")
        if code == 0:
            return Outcome.of(SENT, code, words)
        kind = LATER if code in self.later else STOPPED if code in self.wrong_secret else REFUSED
        return Outcome.of(kind, code, words)

    def close(self) -> None:  # noqa: B027 - most robots have nothing to close
        """Do nothing: each post has a connection of its own."""


def harmless(text: str, longest: int) -> str:
    """Return a text that mentions nobody and fits the service's limit of bytes."""
    quiet = _EVERYBODY.sub(lambda match: match[0] + _NO_BREAK, text)
    data = quiet.encode()
    return quiet if len(data) <= longest else data[: longest - 3].decode("utf-8", "ignore") + "…"
