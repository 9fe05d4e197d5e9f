"""Decoding transfer encodings, tolerant of clients' mistakes."""

import binascii
import re

_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_NOT_BASE64 = bytes(code for code in range(256) if code not in _BASE64)
_QUANTUM = 4
_BLANK_LINE = re.compile(rb"\n[ \t]*\r?\n")
_BLANKS = b" \t\r\n="
_LONGEST_FOOTER = 4_000


def from_base64(data: bytes) -> bytes:
    """Decode base64; foreign characters are ignored, missing padding is added."""
    clean = data.translate(None, _NOT_BASE64)
    if len(clean) % _QUANTUM == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % _QUANTUM))


def from_quoted(data: bytes) -> bytes:
    """Decode quoted-printable text."""
    return binascii.a2b_qp(data)


def decoded_body(body: bytes, encoding: str) -> bytes:
    """Decode the transfer encoding of a part; with an unknown encoding the bytes are unchanged."""
    match encoding.strip().lower():
        case "base64":
            return from_base64(_without_footer(body))
        case "quoted-printable":
            return from_quoted(body)
        case _:
            return body


def _without_footer(body: bytes) -> bytes:
    """Return the base64 of a part without the lines that a gateway has added in plain text below it."""
    body = body.lstrip()
    blank = _BLANK_LINE.search(body)
    if blank is None or len(body) - blank.end() > _LONGEST_FOOTER:
        return body
    footer = body[blank.end() :].translate(None, _BLANKS)
    return body[: blank.start()] if footer.translate(None, bytes(_BASE64)) else body
