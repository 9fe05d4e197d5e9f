"""The text layer of a PDF file, read from what its pages draw: pypdf's own way takes twenty times as long."""

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader

_DRAWN = re.compile(rb"/(\S+)\s+[-.\d]+\s+Tf|\(|<(?!<)([0-9A-Fa-f\s]*)>|\b(T[jJ]|BDC)\b")
_IN_A_STRING = re.compile(rb"\\([0-7]{1,3}|.)|[()]", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


class Signs(NamedTuple):
    """What the codes of a font mean, and how many bytes each has."""

    meaning: dict[int, str]
    length: int

    def read(self, codes: bytes) -> str:
        return "".join(
            self.meaning.get(int.from_bytes(codes[at : at + self.length]), "\ufffd")
            for at in range(0, len(codes), self.length)
        )


def words_of_pdf(made: bytes) -> str:
    """Read the text layer of a PDF file."""
    known: dict[Any, Signs] = {}
    return "\n".join(" ".join(_words(page, known)) for page in PdfReader(io.BytesIO(made)).pages)


def words_of_last_page(made: bytes) -> str:
    """Read the text layer of the last page of a PDF file."""
    return " ".join(_words(PdfReader(io.BytesIO(made)).pages[-1], {}))


def _words(page: Any, known: dict[Any, Signs]) -> Iterator[str]:
    """Return what each operator draws, read by the font that was chosen before it."""
    fonts = page["/Resources"].get("/Font", {})
    strings: list[bytes] = []
    drawn, at, signs = page.get_contents().get_data(), 0, Signs({}, 1)
    while found := _DRAWN.search(drawn, at):
        at = found.end()
        font, codes, operator = found.groups()
        if font is not None:
            signs = _signs_of(fonts, f"/{font.decode()}", known)
        elif operator is not None:
            if operator != b"BDC":  # what a mark says is not drawn
                yield "".join(map(signs.read, strings))
            strings.clear()
        elif codes is not None:
            strings.append(bytes.fromhex(codes.decode()))
        else:
            string, at = _string(drawn, at)
            strings.append(string)


def _string(drawn: bytes, start: int) -> tuple[bytes, int]:
    """Read a string to the bracket that closes it; return the place behind it too."""
    parts, depth, at = [], 1, start
    while found := _IN_A_STRING.search(drawn, at):
        parts.append(drawn[at : found.start()])
        at, escaped = found.end(), found[1]
        if escaped is not None:
            parts.append(bytes([int(escaped, 8)]) if escaped.isdigit() else _ESCAPED.get(escaped, escaped))
            continue
        depth += 1 if found[0] == b"(" else -1
        if depth == 0:
            break
        parts.append(found[0])
    return b"".join(parts), at


def _signs_of(fonts: Any, name: str, known: dict[Any, Signs]) -> Signs:
    key = str(fonts.raw_get(name))
    if key not in known:
        known[key] = _signs(fonts[name]["/ToUnicode"].get_data())
    return known[key]


def _signs(table: bytes) -> Signs:
    meaning: dict[int, str] = {}
    for kind, lines in _SECTION.findall(table):
        codes = _HEX.findall(lines)
        if kind == b"bfchar":
            meaning.update((int(code, 16), _text(text)) for code, text in zip(codes[::2], codes[1::2], strict=True))
            continue
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            begin = _text(text)
            for code in range(int(first, 16), int(last, 16) + 1):
                meaning[code] = begin[:-1] + chr(ord(begin[-1]) + code - int(first, 16))
    space = re.search(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>", table)
    return Signs(meaning, len(space[1]) // 2 if space else 2)


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
