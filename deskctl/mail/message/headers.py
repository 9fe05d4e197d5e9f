"""Splitting the raw headers of a message into fields."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from deskctl.mail.message.limits import LIMITS, LimitExceeded

_BLANK = re.compile(rb"(?:\A|\n)(?:\r?\n|[ \t]+\r?\n(?![ \t]))")
"""The end of the headers: an empty line, or one of blanks that is not part of a folded field."""
_NAME = re.compile(rb"([!-9;-~]{1,120})[ \t]*:")


@dataclass(frozen=True, slots=True)
class Headers:
    """The header fields in order: lower-case name and unfolded raw value."""

    fields: tuple[tuple[str, bytes], ...]
    by_name: dict[str, list[bytes]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        names: dict[str, list[bytes]] = {}
        for name, value in self.fields:
            names.setdefault(name, []).append(value)
        object.__setattr__(self, "by_name", names)

    def first(self, name: str) -> bytes:
        """Return the first value of a field, or no bytes."""
        return self.by_name.get(name, [b""])[0]

    def all(self, name: str) -> list[bytes]:
        """Return all values of a field in their order."""
        return self.by_name.get(name, [])

    def word(self, name: str) -> str:
        """Return the first value of a field as lower-case ASCII text without its comment."""
        return self.first(name).decode("ascii", "replace").partition("(")[0].strip().lower()


def split_head(data: bytes) -> tuple[Headers, bytes]:
    """Return the headers of a message or part, and its body; without any header all is body."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith((b"From ", b">From ")):
        data = data.partition(b"\n")[2]
    match = _BLANK.search(data)
    head, body = (data[: match.start() + 1], data[match.end() :]) if match else (data, b"")
    if len(head) > LIMITS.header_bytes:
        raise LimitExceeded("header_bytes")
    headers = Headers(tuple(_fields(head)))
    return headers, body if headers.fields or not head.strip() else data


def _fields(head: bytes) -> Iterator[tuple[str, bytes]]:
    name, value, count = "", [b""], 0
    for line in head.split(b"\n"):
        stripped = line.rstrip(b"\r")
        if stripped[:1] in (b" ", b"\t"):
            value.append(stripped)
            continue
        match = _NAME.match(stripped)
        if match is None:
            continue
        if name:
            yield name, b"".join(value).strip()
        count += 1
        if count > LIMITS.headers:
            raise LimitExceeded("headers")
        name, value = match[1].decode("ascii").lower(), [stripped[match.end() :]]
    if name:
        yield name, b"".join(value).strip()
