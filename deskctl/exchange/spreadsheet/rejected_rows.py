"""The rejected rows of an import, unchanged and with the reasons, to be corrected and imported later."""

import csv
import io
import shutil
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

from deskctl.exchange.spreadsheet.row_errors import RowError
from deskctl.exchange.spreadsheet.rows import Row
from deskctl.language.i18n import _
from deskctl.temporary_files import naming_temporary_folder, open_temporary_file


class RejectedRows:
    """Collects rejected rows, which are written once the rest is stored."""

    def __init__(self) -> None:
        self._kept = open_temporary_file()
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def add(self, header: Row, row: Row, errors: Sequence[RowError]) -> None:
        """Add a row with its mistakes."""
        heading = b"" if self.count else _line([*header.cells, _("reason")]).encode("utf-8-sig")
        self.count += 1
        cells = [*row.cells, *[""] * (len(header.cells) - len(row.cells))][: len(header.cells)]
        reason = "; ".join(f"{error.column}: {error.text()}" for error in errors)
        with naming_temporary_folder():
            self._kept.write(heading + _line([*cells, reason]).encode("utf-8", "surrogatepass"))

    def write(self, stream: IO[bytes]) -> None:
        """Write the collected rows."""
        self._kept.seek(0)
        shutil.copyfileobj(self._kept, stream)


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()
