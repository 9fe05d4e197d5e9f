"""The text layer of a PDF file, read from the drawing operators, as pypdf itself takes twenty times as long."""

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


class CodeMap(NamedTuple):
    """The characters for the codes of a font, and the bytes of a code."""

    meaning: dict[int, str]
    length: int

    def read(self, codes: bytes) -> str:
        return "".join(
            self.meaning.get(int.from_bytes(codes[at : at + self.length]), "\ufffd")
            for at in range(0, len(codes), self.length)
        )


def words_of_pdf(made: bytes) -> str:
    """Return the text layer of a PDF file."""
    known: dict[Any, CodeMap] = {}
    return "\n".join(" ".join(_words(page, known)) for page in PdfReader(io.BytesIO(made)).pages)


def words_of_last_page(made: bytes) -> str:
    """Return the text layer of the last page of a PDF file."""
    return " ".join(_words(PdfReader(io.BytesIO(made)).pages[-1], {}))


def _words(page: Any, known: dict[Any, CodeMap]) -> Iterator[str]:
    """Yield the text of each drawing operator in the font that was selected before it."""
    fonts = page["/Resources"].get("/Font", {})
    strings: list[bytes] = []
    drawn, at, code_map = page.get_contents().get_data(), 0, CodeMap({}, 1)
    while found := _DRAWN.search(drawn, at):
        at = found.end()
        font, codes, operator = found.groups()
        if font is not None:
            code_map = _code_map_of(fonts, f"/{font.decode()}", known)
        elif operator is not None:
            if operator != b"BDC":  # the text of a mark is not drawn
                yield "".join(map(code_map.read, strings))
            strings.clear()
        elif codes is not None:
            strings.append(bytes.fromhex(codes.decode()))
        else:
            string, at = _string(drawn, at)
            strings.append(string)


def _string(drawn: bytes, start: int) -> tuple[bytes, int]:
    """Return a string up to its closing bracket, and the position after it."""
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


def _code_map_of(fonts: Any, name: str, known: dict[Any, CodeMap]) -> CodeMap:
    key = str(fonts.raw_get(name))
    if key not in known:
        known[key] = _code_map(fonts[name]["/ToUnicode"].get_data())
    return known[key]


def _code_map(table: bytes) -> CodeMap:
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
    return CodeMap(meaning, len(space[1]) // 2 if space else 2)


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
