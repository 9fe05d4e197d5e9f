"""Decoding encoded words in headers; the bytes of adjacent words are joined before they are decoded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from deskctl.mail.message.charsets import codec_of, decode, guess
from deskctl.mail.message.transfer import from_base64, from_quoted

_WORD = re.compile(r"=\?([^?\s]{0,80})\?([bBqQ])\?([^?]*)(?:\?=|\Z)")
"""An encoded word, or one that a gateway has cut off."""
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421", 9: " ", 10: " ", 13: " "}


@dataclass(slots=True)
class _Run:
    """Adjacent encoded words of one charset: encoding and text of each."""

    charset: str
    pieces: list[tuple[str, str]]

    def takes(self, charset: str) -> bool:
        """Return True if a word continues this run."""
        return self.charset == charset or codec_of(self.charset) == codec_of(charset) != ""

    def text(self) -> str:
        """Return the decoded text of the run."""
        return decode(b"".join(self._bytes()), self.charset)

    def _bytes(self) -> Iterator[bytes]:
        for encoding, pieces in groupby(self.pieces, key=itemgetter(0)):
            texts = [text.encode("latin-1", "replace") for _encoding, text in pieces]
            if encoding == "Q":
                yield from (from_quoted(text.replace(b"_", b" ")) for text in texts)
            else:
                yield from map(from_base64, _whole_quanta(texts))


def _whole_quanta(texts: list[bytes]) -> list[bytes]:
    """Join texts in base64 that a client has cut in the middle of four characters."""
    joined: list[bytes] = []
    for text in texts:
        if joined and len(joined[-1]) % 4 and not joined[-1].endswith(b"="):
            joined[-1] += text
        else:
            joined.append(text)
    return joined


def words_of(raw: bytes, charset: str = "") -> str:
    """Decode a raw header value: encoded words and raw bytes, for which the charset is a hint."""
    value = raw.decode("latin-1")
    out: list[str] = []
    run: _Run | None = None
    end = 0
    for match in _WORD.finditer(value):
        label, encoding = match[1].split("*")[0], match[2].upper()
        between = value[end : match.start()]
        if run is not None and (between.strip() or not run.takes(label)):
            out.append(run.text())
            run = None
            between = between if between.strip() else ""
        if run is None:
            out.append(_plain(between, charset))
            run = _Run(label, [])
        run.pieces.append((encoding, match[3]))
        end = match.end()
    if run is not None:
        out.append(run.text())
    out.append(_plain(value[end:], charset))
    return "".join(out)


def line_of(raw: bytes, limit: int, charset: str = "") -> str:
    """Decode a header to one line without control characters, cut to a limit."""
    text = words_of(raw, charset)
    if text.isascii() and _WORD.fullmatch(text.strip()):  # encoded twice
        text = words_of(text.encode("ascii"), charset)
    return text.translate(_CONTROLS).strip()[:limit]


def _plain(value: str, charset: str) -> str:
    return value if value.isascii() and "\x1b" not in value else guess(value.encode("latin-1"), charset)
