"""Posting JSON to an address: without redirects and proxies, with limits on time and size."""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from deskctl.notify.senders.outcome import LATER, REFUSED, STOPPED, UNSURE, Outcome

_SECONDS = 15.0
_LARGEST = 64 << 10
_OK = range(200, 300)
_TRY_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """The peer's answer: its status and text, and the JSON object in it, if there is one."""

    status: int
    text: str
    value: Mapping[str, Any] | None


class NotDelivered(Exception):
    """An attempt without a usable answer, with its outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.words)
        self.outcome = outcome


def post_json(address: str, value: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
    """Post JSON and return an answer with a status of 2xx; raises `NotDelivered` for any other."""
    connection, path = _connection(address)
    try:
        _connect(connection)
        body = json.dumps(value, ensure_ascii=False).encode()
        answer = _exchange(
            connection, path, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        )
    finally:
        connection.close()
    if answer.status in _OK:
        return answer
    kind = LATER if answer.status >= 500 or answer.status in _TRY_LATER else REFUSED  # noqa: PLR2004 - the peer's fault
    raise NotDelivered(Outcome.of(kind, answer.status, answer.text))


def _connection(address: str) -> tuple[http.client.HTTPConnection, str]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host:
        raise NotDelivered(Outcome.of(STOPPED, "address", "the address is no http or https address"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=context), path
    return http.client.HTTPConnection(host, port, timeout=_SECONDS), path


def _connect(connection: http.client.HTTPConnection) -> None:
    """Connect separately: if this fails, the message was certainly not delivered."""
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as wrong:
        raise NotDelivered(Outcome.of(STOPPED, "certificate", wrong.verify_message)) from wrong
    except OSError as failed:
        raise NotDelivered(Outcome.of(LATER, "connect", failed.strerror or type(failed).__name__)) from failed


def _exchange(connection: http.client.HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    try:
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        text = response.read(_LARGEST).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException, ValueError) as failed:
        raise NotDelivered(Outcome.of(UNSURE, "answer", type(failed).__name__)) from failed
    return Answer(response.status, text, _object(text))


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
