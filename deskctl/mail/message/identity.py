"""The hash that identifies a message, independent of what servers add in transit."""

import hashlib

from deskctl.mail.message.headers import Headers

_TRACE_NAMES = (
    "received return-path delivered-to x-original-to envelope-to x-received received-spf authentication-results"
    " dkim-signature dkim-filter domainkey-signature x-delivered-to x-envelope-to x-envelope-from status x-status x-uid"
    " x-keywords x-mozilla-status x-mozilla-status2 x-gm-message-state x-google-dkim-signature x-google-smtp-source"
    " lines content-length x-forwarded-encrypted x-original-from x-imapbase"
)
_TRACES = frozenset(_TRACE_NAMES.split())
_TRACE_BEGINNINGS = (
    "arc-",
    "x-spam",
    "x-virus",
    "x-ms-exchange-organization",
    "x-antivirus",
    "x-forefront",
    "x-amavis",
)


def identity_of(headers: Headers, body: bytes) -> str:
    """Return the hash of the headers without those added in transit, and of the body with plain line ends."""
    digest = hashlib.sha256()
    for name, value in headers.fields:
        if name not in _TRACES and not name.startswith(_TRACE_BEGINNINGS):
            digest.update(name.encode("ascii") + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()
