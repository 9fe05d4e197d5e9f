"""Parsing the parameters of Content-Type and Content-Disposition, in all notations of file names."""

import re
from urllib.parse import unquote_to_bytes

from deskctl.mail.message.charsets import decode, guess
from deskctl.mail.message.encoded_words import words_of

_KEY = re.compile(r"([^\s=;*\"]{1,60})(?:\*(\d{1,3}))?(\*)?\s*=\s*")
_BARE = re.compile(r"[^;]*")
_ENCODED_WORD = "=?"


def split_value(raw: bytes) -> tuple[str, dict[str, str]]:
    """Return the first token of a header in lower case, and its decoded parameters."""
    value = raw.decode("latin-1")
    main, _, parameters = value.partition(";")
    return main.strip().strip("\"'").lower(), _joined(_pairs(parameters))


def _pairs(value: str) -> list[tuple[str, int | None, bool, str]]:
    """Return name, piece, extended and raw text of each parameter."""
    pairs, place = [], _skip_space(value, 0)
    while place < len(value):
        match = _KEY.match(value, place)
        if match is None:
            nearest = value.find(";", place)
            place = len(value) if nearest < 0 else nearest + 1
            place = _skip_space(value, place)
            continue
        text, place = (
            _quoted(value, match.end()) if value[match.end() : match.end() + 1] == '"' else _bare(value, match.end())
        )
        pairs.append((match[1].lower(), int(match[2]) if match[2] else None, bool(match[3]), text))
        nearest = value.find(";", place)
        place = _skip_space(value, len(value) if nearest < 0 else nearest + 1)
    return pairs


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t;":
        place += 1
    return place


def _bare(text: str, place: int) -> tuple[str, int]:
    match = _BARE.match(text, place)
    assert match is not None  # noqa: S101 - the pattern matches the empty text
    return match[0].strip(" \t\r\n"), match.end()


def _quoted(text: str, place: int) -> tuple[str, int]:
    """Return the text between quotes; a backslash escapes only a quote or itself, as it may be half a character."""
    out: list[str] = []
    index = place + 1
    while index < len(text):
        character = text[index]
        if character == '"':
            return "".join(out), index + 1
        if character == "\\" and text[index + 1 : index + 2] in ('"', "\\") and text[index - 1] < "\x80":
            index += 1
            character = text[index]
        out.append(character)
        index += 1
    return "".join(out), index


def _joined(pairs: list[tuple[str, int | None, bool, str]]) -> dict[str, str]:
    """Return the text of each parameter: pieces joined by number, `name*` preferred to `name`."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, piece, extended, text in pairs:
        if piece is None and not extended:
            plain.setdefault(name, _words(text))
        else:
            pieces.setdefault(name, []).append((piece or 0, extended, text))
    extended_values = {name: _extended(pieces_of_name) for name, pieces_of_name in pieces.items()}
    return {**plain, **{name: text for name, text in extended_values.items() if text or name not in plain}}


def _words(text: str) -> str:
    if _ENCODED_WORD in text:
        return words_of(text.encode("latin-1"))
    return text if text.isascii() else guess(text.encode("latin-1"))


def _extended(pieces: list[tuple[int, bool, str]]) -> str:
    """Decode RFC 2231 pieces, of which the first has charset and language."""
    charset, data = "", []
    for place, (_, extended, text) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        value = text
        if extended and place == 0 and text.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _, value = text.split("'", 2)
        raw = value.encode("latin-1")
        data.append(unquote_to_bytes(raw) if extended else raw)
    joined = b"".join(data)
    return _words(joined.decode("latin-1")) if not charset else decode(joined, charset)
