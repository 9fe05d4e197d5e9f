"""A document as plain data with every text made safe, as input for templates and writers."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.tree import (
    Block,
    Cell,
    Chart,
    ColumnKind,
    Document,
    LabelledValues,
    Letterhead,
    Picture,
    Pictures,
    Signatures,
    Table,
    TextBlock,
    Timeline,
)
from deskctl.language.i18n import _
from deskctl.safe_text import visible

SafeData: TypeAlias = dict[str, Any]
Safe: TypeAlias = Callable[[str], str]

_NARROW = 26
_MILLIMETRES, _POINTS = 25.4, 96  # of an inch, as in a browser
_WIDEST, _TALLEST = 150, 190  # millimetres of a picture
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_CHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]")
"""The noncharacters of Unicode."""


def shown(cell: Cell, kind: ColumnKind = "text") -> str:
    """Format a table cell."""
    if cell is None:
        return ""
    if kind == "share" and not isinstance(cell, str):
        return f"{cell * 100:.1f} %"
    if kind == "hours" and not isinstance(cell, str):
        return ("-" if cell < 0 else "") + duration(int(cell))
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def xml_safe(text: str) -> str:
    """Return a text with control characters as symbols and characters that XML cannot hold as code points."""
    return _NO_CHARACTER.sub(_as_code, visible(text))


def _as_code(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def as_data(document: Document, safe: Safe = xml_safe) -> SafeData:
    """Return a document as plain data, each text passed through `safe`."""
    return heading_data(document, safe) | {"sections": list(section_data(document, safe))}


def heading_data(document: Document, safe: Safe) -> SafeData:
    """Return the data of a document without its sections."""
    return {
        "name": document.name,
        "title": safe(document.title),
        "number": safe(document.number),
        "subject": safe(document.subject),
        "mark": safe(document.mark),
        "lang": document.lang,
        "page": safe(_("Page {page} of {pages}")),
        "letterhead": _letterhead(document.letterhead, safe),
    }


def section_data(document: Document, safe: Safe) -> Iterator[SafeData]:
    """Yield the data of the sections of a document one by one, as one of a month may be large."""
    for section in document.sections:
        yield {"title": safe(section.title), "blocks": [_block(block, safe) for block in section.blocks]}


def _letterhead(letterhead: Letterhead, safe: Safe) -> SafeData:
    return {"name": safe(letterhead.name), "imprint": [safe(line) for line in letterhead.imprint]}


def _block(block: Block, safe: Safe) -> SafeData:
    if isinstance(block, LabelledValues):
        return {"type": "facts", "lines": list(_lines((safe(label), safe(value)) for label, value in block.rows))}
    if isinstance(block, TextBlock):
        return {"type": "words", "label": safe(block.label), "text": safe(block.text)}
    if isinstance(block, Table):
        return _table(block, safe)
    if isinstance(block, Timeline):
        moments = [[safe(one.when), safe(one.what), safe(one.who), safe(one.text)] for one in block.moments]
        return {"type": "timeline", "moments": moments}
    if isinstance(block, Chart | Pictures):
        return _chart(block, safe) if isinstance(block, Chart) else _pictures(block, safe)
    return _signatures(block, safe)


def _lines(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield lines of two short facts, or of one long fact."""
    waiting: list[tuple[str, str]] = []
    for row in rows:
        if width_of(row[1]) > _NARROW or "\n" in row[1]:
            if waiting:
                yield waiting
            yield [row]
            waiting = []
        else:
            waiting = [*waiting, row]
            if len(waiting) > 1:
                yield waiting
                waiting = []
    if waiting:
        yield waiting


def width_of(text: str) -> int:
    """Return the display width of a text: East Asian characters are two wide."""
    return len(text) + len(_WIDE.findall(text))


def _table(table: Table, safe: Safe) -> SafeData:
    kinds = [column.kind for column in table.columns]
    return {
        "type": "table",
        "caption": safe(table.caption),
        "by_hand": table.by_hand,
        "columns": [
            {"title": safe(column.title), "kind": column.kind, "width": column.width} for column in table.columns
        ],
        "rows": [[safe(shown(cell, kind)) for cell, kind in zip(row, kinds, strict=True)] for row in table.rows],
    }


def _chart(chart: Chart, safe: Safe) -> SafeData:
    values = [value for series in chart.series for value in series.values if value is not None]
    highest = 1.0 if chart.kind == "share" else max([*values, 1])
    return {
        "type": "chart",
        "title": safe(chart.title),
        "labels": [safe(label) for label in chart.labels],
        "series": [
            {
                "name": safe(series.name),
                "values": [shown(value, chart.kind) for value in series.values],
                "parts": [round((value or 0) / highest, 4) for value in series.values],
            }
            for series in chart.series
        ],
    }


def _pictures(block: Pictures, safe: Safe) -> SafeData:
    return {"type": "pictures", "pictures": [_picture(one, safe) for one in block.pictures]}


def _picture(picture: Picture, safe: Safe) -> SafeData:
    """Return a picture with its bytes as a data URL, and a name for its file."""
    url = f"data:{picture.kind};base64,{b64encode(picture.data).decode()}"
    file = f"{hashlib.sha256(picture.data).hexdigest()}.{picture.kind.rpartition('/')[2]}"
    tall = picture.height > picture.width
    return {"caption": safe(picture.caption), "url": url, "file": file, "tall": tall, "width": _width_shown(picture)}


def _width_shown(picture: Picture) -> float:
    """Return the width of a picture in millimetres: it fits on the page, and a small one is not enlarged."""
    natural = picture.width * _MILLIMETRES / _POINTS
    return round(min(natural, _WIDEST, _TALLEST * picture.width / picture.height), 4)


def _signatures(block: Signatures, safe: Safe) -> SafeData:
    return {
        "type": "signatures",
        "blanks": [{"role": safe(blank.role), "name": safe(blank.name)} for blank in block.blanks],
        "labels": {"name": safe(_("Full name")), "signature": safe(_("Signature, stamp")), "date": safe(_("Date"))},
    }
