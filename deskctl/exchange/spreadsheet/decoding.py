"""The encoding of a CSV file, found by strict decoding."""

import codecs
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from deskctl.errors import BadData
from deskctl.language.i18n import N_

AUTO = "auto"
ENCODINGS = (AUTO, "utf-8", "gb18030", "utf-16")
"""The values of `--encoding`."""

_MARKS: Mapping[bytes, str] = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_NAMES = {"utf-8-sig": "UTF-8 BOM", "utf-8": "UTF-8", "gb18030": "GB18030"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # the first bytes of XLSX and ODS, and of XLS
_PIECE = 1 << 20
_HEAD = 4096


def found_encoding(stream: BinaryIO, requested: str = AUTO) -> str:
    """Return the codec that decodes a whole seekable stream, and rewind the stream.

    Raises `BadData` for a workbook, and with the offset of the first byte that cannot be decoded.
    """
    head = _read_head(stream)
    if head.startswith(_WORKBOOKS):
        raise BadData(
            N_("The file is a workbook, not CSV: open it in the spreadsheet program and save it as CSV UTF-8.")
        )
    reached = -1
    for codec in _candidates(head, requested):
        wrong = _first_wrong_byte(stream, codec)
        stream.seek(0)
        if wrong is None:
            return codec
        reached = max(reached, wrong)
    raise BadData(
        N_("The file is not {encoding}: byte {offset} cannot be decoded. Save it as CSV UTF-8, or give --encoding."),
        encoding="UTF-8, UTF-16 / GB18030" if requested == AUTO else requested.upper(),
        offset=reached,
    )


def encoding_name(codec: str) -> str:
    """Return the common name of a codec."""
    return _NAMES.get(codec, "UTF-16")


def start_of_text(codec: str, stream: BinaryIO) -> None:
    """Move a stream past a byte order mark that the codec would treat as text."""
    head = stream.read(len(BOM_UTF16_LE))
    if not (codec.startswith("utf-16") and head in _MARKS):
        stream.seek(0)


def _read_head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    return head


def _candidates(head: bytes, requested: str) -> Iterator[str]:
    marked = next((codec for mark, codec in _MARKS.items() if head.startswith(mark)), None)
    if requested == "utf-16":
        yield marked if marked and marked.startswith("utf-16") else _by_nulls(head) or "utf-16-le"
    elif requested == "utf-8":
        yield "utf-8-sig" if marked == "utf-8-sig" else "utf-8"
    elif requested != AUTO:
        yield requested
    elif marked is not None:
        yield marked
    elif (wide := _by_nulls(head)) is not None:
        yield wide
    else:
        yield from ("utf-8", "gb18030")


def _by_nulls(head: bytes) -> str | None:
    """Return UTF-16 with the byte order shown by NUL bytes; None if there are none."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _first_wrong_byte(stream: BinaryIO, codec: str) -> int | None:
    decoder, start, pending = codecs.getincrementaldecoder(codec)("strict"), 0, 0
    while True:
        piece = stream.read(_PIECE)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            return max(start - pending + error.start, 0)
        if not piece:
            return None
        start += len(piece)
        pending = len(decoder.getstate()[0])
