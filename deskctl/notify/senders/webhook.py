"""A custom webhook that gets the message as JSON; any status of 2xx means success."""

import hashlib
import hmac
import json

from deskctl.notify.senders.http_post import NotDelivered, post_json
from deskctl.notify.senders.outcome import SENT, Outcome, PreparedMessage


class Webhook:
    """Posts `{to, subject, text}`, signed with HMAC-SHA256 if there is a secret."""

    def __init__(self, address: str, secret: str = "") -> None:
        self._address = address
        self._secret = secret

    def send(self, letter: PreparedMessage) -> Outcome:
        """Post a message and return the outcome."""
        value = {"to": letter.recipient, "subject": letter.subject, "text": letter.text}
        headers = {}
        if self._secret:
            body = json.dumps(value, ensure_ascii=False).encode()
            digest = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Deskctl-Signature"] = f"sha256={digest}"
        try:
            answer = post_json(self._address, value, headers)
        except NotDelivered as failed:
            return failed.outcome
        return Outcome.of(SENT, answer.status, answer.text)

    def close(self) -> None:
        """Do nothing: each post has a connection of its own."""
