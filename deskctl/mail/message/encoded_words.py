"""Decoding encoded words in headers; the bytes of adjacent words are joined before they are decoded."""

import re
from dataclasses import dataclass

from deskctl.mail.message.charsets import codec_of, decode, guess
from deskctl.mail.message.transfer import from_base64, from_quoted

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421", 9: " ", 10: " ", 13: " "}


@dataclass(slots=True)
class _Run:
    """Adjacent encoded words of one charset and one encoding."""

    charset: str
    encoding: str
    pieces: list[str]

    def takes(self, charset: str, encoding: str) -> bool:
        """Return True if a word continues this run."""
        return self.encoding == encoding and (
            self.charset == charset or codec_of(self.charset) == codec_of(charset) != ""
        )

    def text(self) -> str:
        """Return the decoded text of the run."""
        return decode(b"".join(self._bytes()), self.charset)

    def _bytes(self) -> list[bytes]:
        if self.encoding == "Q":
            return [from_quoted(piece.replace("_", " ").encode("latin-1", "replace")) for piece in self.pieces]
        joined: list[str] = []
        for piece in self.pieces:  # a client may cut its base64 in the middle of four characters
            if joined and len(joined[-1]) % 4 and not joined[-1].endswith("="):
                joined[-1] += piece
            else:
                joined.append(piece)
        return [from_base64(piece.encode("latin-1", "replace")) for piece in joined]


def words_of(raw: bytes, charset: str = "") -> str:
    """Decode a raw header value: encoded words and raw bytes, for which the charset is a hint."""
    value = raw.decode("latin-1")
    out: list[str] = []
    run: _Run | None = None
    end = 0
    for match in _WORD.finditer(value):
        label, encoding = match[1].split("*")[0], match[2].upper()
        between = value[end : match.start()]
        if run is not None and (between.strip() or not run.takes(label, encoding)):
            out.append(run.text())
            run = None
            between = between if between.strip() else ""
        if run is None:
            out.append(_plain(between, charset))
            run = _Run(label, encoding, [])
        run.pieces.append(match[3])
        end = match.end()
    if run is not None:
        out.append(run.text())
    out.append(_plain(value[end:], charset))
    return "".join(out)


def line_of(raw: bytes, limit: int, charset: str = "") -> str:
    """Decode a header to one line without control characters, cut to a limit."""
    return words_of(raw, charset).translate(_CONTROLS).strip()[:limit]


def _plain(value: str, charset: str) -> str:
    return value if value.isascii() and "\x1b" not in value else guess(value.encode("latin-1"), charset)
