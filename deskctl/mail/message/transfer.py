"""Decoding transfer encodings, tolerant of clients' mistakes."""

import binascii

_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_NOT_BASE64 = bytes(code for code in range(256) if code not in _BASE64)
_QUANTUM = 4


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
            return from_base64(body)
        case "quoted-printable":
            return from_quoted(body)
        case _:
            return body
