"""Reading the rows of a CSV file with their line numbers: separators, quoted line breaks, limits."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from deskctl.errors import BadData
from deskctl.exchange.spreadsheet.decoding import AUTO, encoding_name, found_encoding, start_of_text
from deskctl.language.i18n import N_

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""The values of `--delimiter`, besides the characters themselves and `auto`."""

MOST_ROWS = 200_000
LONGEST_CELL = 1 << 20
_DECLARED = "sep="


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its first line, and its cells unchanged."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open CSV file: its encoding, delimiter, header and rows."""

    encoding: str
    delimiter: str
    header: Row
    rows: Iterator[Row]


@contextmanager
def open_sheet(stream: BinaryIO, *, encoding: str = AUTO, delimiter: str = AUTO) -> Iterator[Sheet]:
    """Open the CSV in a seekable stream; raises `BadData` if it cannot be decoded or has no header."""
    codec = found_encoding(stream, encoding)
    start_of_text(codec, stream)
    text = io.TextIOWrapper(stream, encoding=codec, errors="strict", newline="")
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        yield _sheet(text, encoding_name(codec), _delimiter(delimiter))
    finally:
        csv.field_size_limit(limit)
        text.detach()


def _delimiter(requested: str) -> str | None:
    if requested == AUTO:
        return None
    chosen = DELIMITERS.get(requested, requested)
    if chosen not in DELIMITERS.values():
        raise BadData(N_("The delimiter must be one of {known}."), known=", ".join((AUTO, *DELIMITERS)))
    return chosen


def _sheet(text: io.TextIOWrapper, encoding: str, delimiter: str | None) -> Sheet:
    lines = _counted(text)
    first = next((line for line in lines if line[1].strip()), (1, ""))
    declared = first[1].strip()
    if declared.lower().startswith(_DECLARED) and len(declared) == len(_DECLARED) + 1:
        delimiter, first = delimiter or declared[-1], next(lines, (1, ""))
    chosen = delimiter or _likely(first[1])
    rows = _rows(_from(first, lines), chosen, first[0])
    header = next(rows, None)
    if header is None:
        raise BadData(N_("The file has no header."), line=1)
    while header.cells and not header.cells[-1].strip():
        header.cells.pop()
    return Sheet(encoding, chosen, header, rows)


def _counted(text: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    yield from enumerate(text, 1)


def _from(first: tuple[int, str], lines: Iterator[tuple[int, str]]) -> Iterator[str]:
    yield first[1]
    for _number, line in lines:
        yield line


def _likely(header: str) -> str:
    """Return the delimiter that is most frequent outside the quotes of a header."""
    outside = "".join(header.split('"')[::2])
    counted = Counter({one: outside.count(one) for one in DELIMITERS.values()})
    return counted.most_common(1)[0][0]


def _rows(lines: Iterator[str], delimiter: str, first: int) -> Iterator[Row]:
    """Yield the rows that are not empty, including the header."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    count = 0
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadData(
                N_("Line {number} is not a CSV row: {reason}."), line=line, number=line, reason=str(error)
            ) from error
        if cells is None:
            return
        if not any(map(str.strip, cells)):
            continue
        count += 1
        if count > MOST_ROWS + 1:
            raise BadData(N_("The file has more than {most} rows."), line=line, most=MOST_ROWS)
        yield Row(line, cells)
