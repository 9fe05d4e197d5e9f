"""Parsing the addresses in a header in one pass over its raw characters; names are decoded afterwards."""

import re
from dataclasses import dataclass, field

from deskctl.mail.message.encoded_words import line_of
from deskctl.mail.message.limits import LIMITS

_LONGEST = 320  # of an address, by RFC 3696
_ANGLE = re.compile(r"<([^<> \t\r\n]{1,320})>")
_BLANKS = " \t\r\n"
"""White space among raw bytes, of which others may be pieces of a character."""
_QUOTED_SPACE = "\x7f"
"""Replaces a quoted space during parsing, since it does not separate a name from an address."""
_WORD = re.compile(r"=\?[^?\s]{0,80}\?[bBqQ]\?[^?]*\?=")


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in lower case, and the name given with it."""

    address: str
    name: str = ""


@dataclass(slots=True)
class _Draft:
    """An address that is being parsed."""

    words: list[str]
    charset: str = ""
    angle: list[str] | None = None
    comment: list[str] = field(default_factory=list)

    def finish(self) -> Address | None:
        """Return the address, or None if there is none."""
        name = "".join(self.words).strip(_BLANKS)
        if self.angle is not None:
            text = "".join(character for character in self.angle if character not in _BLANKS)
        else:
            text, name = name, ""
            words, _space, last = text.rpartition(" ")
            if not clean(text) and clean(last):
                text, name = last, words.strip(_BLANKS)
        if self.comment and not name:
            name = "".join(self.comment)
        address, name = clean(text), name.replace(_QUOTED_SPACE, " ")
        return Address(address, line_of(name.encode("latin-1"), LIMITS.subject, self.charset)) if address else None


def clean(text: str) -> str:
    """Return an address in lower case, or an empty string if the text is not one; raw UTF-8 is decoded."""
    address = _readable(text).strip().strip("'\"").removeprefix("mailto:").rstrip(".").lower()
    if address.startswith("@"):  # a route through other servers
        address = address.rpartition(":")[2]
    local, at, domain = address.rpartition("@")
    is_valid = at and local and domain and len(address) <= _LONGEST
    return address if is_valid and not any(code <= " " or code in '<>",;\x7f' for code in address) else ""


def _readable(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def domain_of(address: str) -> str:
    """Return the domain of an address."""
    return address.rpartition("@")[2]


def addresses_of(raw: bytes, charset: str = "") -> list[Address]:
    """Return the addresses of a header in order, without groups and comments.

    Raw bytes in a name that are not UTF-8 are decoded by the charset, if there is one.
    """
    value = raw.decode("latin-1")
    reader = _Reader(charset)
    words = {match.start(): match.end() for match in _WORD.finditer(value)}
    beyond = 0
    for place, character in enumerate(value):
        if place in words and reader.reads_words:
            beyond = words[place]
        if place < beyond:  # a comma or a bracket in an encoded word separates nothing
            reader.draft.words.append(character)
        else:
            escaped = place > 0 and value[place - 1] == "\\" and (place < 2 or value[place - 2] < "\x80")  # noqa: PLR2004
            reader.take(character, escaped=escaped)
        if len(reader.found) >= LIMITS.addresses:
            return reader.found
    reader.close()
    return reader.found or [Address(address) for match in _ANGLE.finditer(value) if (address := clean(match[1]))]


class _Reader:
    """Parses a header by characters: `_inside` is the open quote or bracket, `_depth` that of comments."""

    def __init__(self, charset: str) -> None:
        self._charset = charset
        self._inside, self._depth = "", 0
        self.found: list[Address] = []
        self.draft = _Draft([], charset)

    @property
    def reads_words(self) -> bool:
        """Whether encoded words are recognised at this position."""
        return not self._inside and not self._depth

    def take(self, character: str, *, escaped: bool) -> None:
        """Process the next character."""
        if self._inside == '"':
            self._in_quotes(character, escaped=escaped)
        elif self._depth or (character == "(" and self.draft.angle is None):
            self._in_comment(character)
        elif self._inside == "<":
            self._in_angle(character)
        else:
            self._outside(character)

    def close(self) -> None:
        """Add the parsed address, and start the next."""
        address = self.draft.finish()
        if address:
            self.found.append(address)
        self.draft = _Draft([], self._charset)

    def _outside(self, character: str) -> None:
        if character in '"<':
            self._inside = character
            self.draft.angle = [] if character == "<" else self.draft.angle
        elif character in ",;":
            self.close()
        elif character == ":":
            self.draft = _Draft([], self._charset)
        else:
            self.draft.words.append(character)

    def _in_quotes(self, character: str, *, escaped: bool) -> None:
        if character == '"' and not escaped:
            self._inside = ""
        else:
            self.draft.words.append(_QUOTED_SPACE if character == " " else character)

    def _in_comment(self, character: str) -> None:
        self._depth += {"(": 1, ")": -1}.get(character, 0)
        if character not in "()":
            self.draft.comment.append(character)

    def _in_angle(self, character: str) -> None:
        if character == ">":
            self._inside = ""
        elif self.draft.angle is not None:
            self.draft.angle.append(character)
