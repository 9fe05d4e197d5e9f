"""Splitting a message into its parts, with one scan for the boundaries of each level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from deskctl.mail.message.headers import Headers, split_head
from deskctl.mail.message.limits import LIMITS, LimitExceeded
from deskctl.mail.message.parameters import split_value
from deskctl.mail.message.transfer import decoded_body

_BOUNDARY = re.compile(rb"(?:\A\s*|\n)--(-*[^\s-][^\r\n]{0,70})\r?\n(?=Content-|\r?\n)", re.IGNORECASE)
_TEXT = "text/plain"
_PREAMBLE = 1_000  # bytes above the first boundary


@dataclass(slots=True)
class Part:
    """A part of a message: its headers, and either its bytes or its inner parts."""

    headers: Headers
    body: bytes
    type: str
    parameters: dict[str, str]
    disposition: str
    name: str
    parts: list["Part"] = field(default_factory=list)

    def data(self) -> bytes:
        """Return the part's bytes without their transfer encoding."""
        return decoded_body(self.body, self.headers.word("content-transfer-encoding"))

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all parts inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(slots=True)
class _Count:
    """The number of parts found so far."""

    parts: int = 0


def parse(raw: bytes) -> Part:
    """Parse a message to a tree of parts; raises `LimitExceeded` beyond the limits."""
    return _part(raw, 0, _Count(), _TEXT)


def _part(raw: bytes, depth: int, count: _Count, usual: str) -> Part:
    count.parts += 1
    if count.parts > LIMITS.parts:
        raise LimitExceeded("parts")
    if depth > LIMITS.depth:
        raise LimitExceeded("depth")
    headers, body = split_head(raw)
    part = _described(headers, body, usual)
    if part.type.startswith("multipart/"):
        inner = "message/rfc822" if part.type == "multipart/digest" else _TEXT
        for piece in _pieces(body, part.parameters.get("boundary", "") or _first_boundary(body)):
            part.parts.append(_part(piece, depth + 1, count, inner))
        if not part.parts and body.strip():
            part.type = usual
    return part


def _first_boundary(body: bytes) -> str:
    """Return the first boundary of a body whose header names none."""
    match = _BOUNDARY.search(body[:_PREAMBLE])
    return match[1].decode("latin-1") if match else ""


def _described(headers: Headers, body: bytes, usual: str) -> Part:
    kind, parameters = split_value(headers.first("content-type"))
    disposition, more = split_value(headers.first("content-disposition"))
    name = more.get("filename") or parameters.get("name") or more.get("name") or ""
    return Part(headers, body, kind if "/" in kind else usual, parameters, disposition, name)


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """Yield the bytes between the boundaries; a missing last boundary ends with the body."""
    if not boundary:
        return
    mark = re.escape(boundary.rstrip().encode("utf-8", "replace"))
    line = rb"--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)"
    first = re.match(line, body)
    # An expression that begins with fixed characters is searched for ten times faster than one with alternatives.
    others = re.compile(rb"\n" + line).finditer(body, first.end() if first else 0)
    start: int | None = None
    for match in chain([first] if first else [], others):
        if start is not None:
            yield _without_line_end(body[start : match.start()].removesuffix(b"\r"))
        start = match.end()
        if match[1]:
            return
    if start is not None and start < len(body):
        yield _without_line_end(body[start:])


def _without_line_end(piece: bytes) -> bytes:
    """Return a piece without the line end of its boundary line."""
    return piece.removeprefix(b"\r").removeprefix(b"\n")
