"""Rows as a workbook: a sheet with a header; texts never become formulas or links."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deskctl.cli.output.atomic_file import replacing
from deskctl.cli.output.csv_rows import cell
from deskctl.cli.output.narration import narrate
from deskctl.errors import Usage
from deskctl.language.i18n import N_, counted
from deskctl.safe_text import without_controls
from deskctl.temporary_files import temporary_folder

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MOST_ROWS = 1_048_575
_LONGEST = 32_767
_EXACT = 1 << 53


def write_workbook(rows: Iterable[Mapping[str, Any]], fields: Sequence[str], file: str) -> None:
    """Write rows to a file, which is replaced when complete, and print its name on stderr."""
    from xlsxwriter import Workbook

    with (
        temporary_folder() as folder,
        replacing(file) as stream,
        Workbook(stream, {**_OPTIONS, "tmpdir": folder}) as book,
    ):
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(fields):
            sheet.write_string(0, column, name, head)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > _MOST_ROWS:
                raise Usage(N_("A workbook holds at most {most} rows: use --csv."), most=_MOST_ROWS)
            for column, name in enumerate(fields):
                _write(sheet, count, column, row[name])
    narrate(counted("{file}: {n} row", "{file}: {n} rows", count, file=file))


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _EXACT:
        sheet.write_number(row, column, value)
    elif text := without_controls(cell(value, raw=True)):
        sheet.write_string(row, column, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
