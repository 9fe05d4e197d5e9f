"""Find the addresses in a header, in one pass over its raw characters: names are decoded after that."""

import re
from dataclasses import dataclass

from deskctl.mail.message.encoded_words import line_of
from deskctl.mail.message.limits import LIMITS

_LONGEST = 320  # of an address, by RFC 3696
_ANGLE = re.compile(r"<([^<>\s]{1,320})>")


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in lower case, and the name given with it."""

    address: str
    name: str = ""


@dataclass(slots=True)
class _Draft:
    """What was read of one address so far."""

    words: list[str]
    angle: list[str] | None = None
    comment: list[str] | None = None

    def finish(self) -> Address | None:
        """Return the address, or None if there is none."""
        name = "".join(self.words).strip()
        if self.angle is not None:
            found = "".join(self.angle)
        else:
            found, name = name, ""
            words, _space, last = found.rpartition(" ")
            if not clean(found) and clean(last):
                found, name = last, words.strip()
        if self.comment and not name:
            name = "".join(self.comment)
        address = clean(found)
        return Address(address, line_of(name.encode("latin-1"), LIMITS.subject)) if address else None


def clean(text: str) -> str:
    """Return an address in lower case, or an empty string if the text is none."""
    address = text.strip().strip("'\"").removeprefix("mailto:").lower()
    local, at, domain = address.rpartition("@")
    sound = at and local and domain and len(address) <= _LONGEST
    return address if sound and not any(code <= " " or code in '<>",;\x7f' for code in address) else ""


def domain_of(address: str) -> str:
    """Return the domain of an address."""
    return address.rpartition("@")[2]


def addresses_of(raw: bytes) -> list[Address]:
    """Return the addresses of a header in their order; groups and comments are seen through."""
    found: list[Address] = []
    draft = _Draft([])
    inside, depth = "", 0
    value = raw.decode("latin-1")
    for place, character in enumerate(value):
        escaped = place > 0 and value[place - 1] == "\\" and (place < 2 or value[place - 2] < "\x80")  # noqa: PLR2004
        if inside == '"':
            inside = _in_quotes(draft, character, escaped=escaped)
        elif depth or (character == "(" and draft.angle is None):
            depth = _in_comment(draft, character, depth)
        elif inside == "<":
            inside = _in_angle(draft, character)
        elif character == '"':
            inside = character
        elif character == "<":
            draft.angle, inside = [], character
        elif character in ",;":
            draft = _close(draft, found)
        elif character == ":":
            draft = _Draft([])
        else:
            draft.words.append(character)
        if len(found) >= LIMITS.addresses:
            return found
    _close(draft, found)
    return found or [Address(address) for match in _ANGLE.finditer(value) if (address := clean(match[1]))]


def _in_quotes(draft: _Draft, character: str, *, escaped: bool) -> str:
    if character == '"' and not escaped:
        return ""
    draft.words.append(character)
    return '"'


def _in_comment(draft: _Draft, character: str, depth: int) -> int:
    if character == "(":
        return depth + 1
    if character == ")":
        return depth - 1
    if draft.comment is None:
        draft.comment = []
    draft.comment.append(character)
    return depth


def _in_angle(draft: _Draft, character: str) -> str:
    if character == ">":
        return ""
    assert draft.angle is not None  # noqa: S101 - opened by the angle before
    draft.angle.append(character)
    return "<"


def _close(draft: _Draft, found: list[Address]) -> _Draft:
    address = draft.finish()
    if address:
        found.append(address)
    return _Draft([])
