"""Undo the transfer encodings, forgiving what clients do wrong."""

import binascii

_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_NOT_BASE64 = bytes(code for code in range(256) if code not in _BASE64)
_QUANTUM = 4


def from_base64(data: bytes) -> bytes:
    """Return the bytes of base64 text; foreign characters are left out, missing padding is added."""
    clean = data.translate(None, _NOT_BASE64)
    if len(clean) % _QUANTUM == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % _QUANTUM))


def from_quoted(data: bytes) -> bytes:
    """Return the bytes of quoted-printable text."""
    return binascii.a2b_qp(data)


def decoded_body(body: bytes, encoding: str) -> bytes:
    """Return a part's bytes without its transfer encoding; an unknown encoding leaves them as they are."""
    match encoding.strip().lower():
        case "base64":
            return from_base64(body)
        case "quoted-printable":
            return from_quoted(body)
        case _:
            return body
