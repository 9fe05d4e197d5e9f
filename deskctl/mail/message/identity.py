"""The hash that identifies a message, independent of what servers add in transit."""

import hashlib

from deskctl.mail.message.headers import Headers

_TRACE_NAMES = (
    "received return-path delivered-to envelope-to received-spf authentication-results authentication-results-original"
    " dkim-signature dkim-filter domainkey-signature status lines content-length"
)
_TRACES = frozenset(_TRACE_NAMES.split())
_TRACE_BEGINNINGS = ("arc-", "x-")


def identity_of(headers: Headers, body: bytes) -> str:
    """Return the hash of the headers without those added in transit, and of the body with plain line ends."""
    digest = hashlib.sha256()
    for name, value in headers.fields:
        if name not in _TRACES and not name.startswith(_TRACE_BEGINNINGS):
            digest.update(name.encode("ascii") + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()
