"""An inspection sheet that was filled in elsewhere: CSV with a header in either language, or JSON Lines."""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from deskctl.errors import BadData
from deskctl.language.blank import is_blank
from deskctl.language.folding import fold
from deskctl.language.i18n import N_
from deskctl.language.words.choices import VERDICTS
from deskctl.operations.files.input_file import existing_path, is_file
from deskctl.spreadsheet_formulas import unescape_formula

_MOST = 4 << 20
_MOST_ROWS = 2_000
_LONGEST = 2_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_HEADERS: Mapping[str, str] = {
    "item": "item", "项目": "item", "value": "value", "结果": "value", "数值": "value", "verdict": "verdict",
    "结论": "verdict", "text": "text", "remark": "text", "说明": "text", "备注": "text", "asset": "asset",
    "设备": "asset", "group": "group", "类别": "group",
}  # fmt: skip
_VERDICTS: Mapping[str, str] = {
    "正常": "normal", "注意": "attention", "需关注": "attention", "异常": "abnormal", "needs attention": "attention",
}  # fmt: skip


def read_item_file(name: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rows that have a value or a verdict; raises `NotFound`, or `BadData` with the row if one is wrong."""
    path = existing_path(name)
    if not is_file(path):
        raise BadData(N_("{path} is not a file."), field="file", path=name)
    if path.stat().st_size > _MOST:
        raise BadData(N_("{path} is too large for a sheet."), field="file", path=name)
    text = _decoded(path.read_bytes(), name)
    rows = tuple(_rows(text, lines_of_json=text.lstrip().startswith("{")))
    if not rows or len(rows) > _MOST_ROWS:
        raise BadData(N_("{path}: {n} filled rows; there must be 1 to {most}."), path=name, n=len(rows),
                      most=_MOST_ROWS, field="file")  # fmt: skip
    return rows


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadData(N_("{path} is neither UTF-8 nor GB18030."), field="file", path=name)


def _rows(text: str, *, lines_of_json: bool) -> Iterator[Mapping[str, Any]]:
    for number, entry in enumerate(_objects(text) if lines_of_json else _cells(text), 1):
        row = {name: unescape_formula(str(value).strip()) for name, value in entry.items() if value not in (None, "")}
        row = {name: value for name, value in row.items() if not is_blank(value)}
        if "value" in row or "verdict" in row:
            yield _checked(row, number)


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise BadData(N_("Row {row}: this is not JSON."), row=number, field="file") from error
            if not isinstance(entry, dict):
                raise BadData(N_("Row {row}: this is not a JSON object."), row=number, field="file")
            yield {_HEADERS[name]: value for name, value in entry.items() if name in _HEADERS}


def _cells(text: str) -> Iterator[Mapping[str, Any]]:
    lines = text.splitlines()
    head = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter=max(",;\t", key=head.count))
    names = [_HEADERS.get(fold(cell).strip()) for cell in next(reader, [])]
    if "item" not in names:
        raise BadData(N_("The first row must name the columns: item, value, verdict, text."), field="file")
    for cells in reader:
        yield {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _checked(row: dict[str, str], number: int) -> dict[str, str]:
    if "item" not in row:
        raise BadData(N_("Row {row}: the item is missing."), row=number, field="file")
    if too_long := [name for name, value in row.items() if len(value) > _LONGEST]:
        raise BadData(N_("Row {row}: {name} is too long."), row=number, name=too_long[0], field="file")
    if "verdict" in row:
        word = fold(row["verdict"])
        verdict = _VERDICTS.get(word, word)
        if verdict not in VERDICTS:
            raise BadData(N_("Row {row}: {value} is not a verdict."), row=number, value=row["verdict"], field="file")
        row = {**row, "verdict": verdict}
    return row
