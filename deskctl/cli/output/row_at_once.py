"""Rows of an endless list, each written as soon as it is there."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from deskctl.cli.output.results import (
    Form,
    Shape,
    naming_output_errors,
    plain,
    with_selected_fields,
    write_json_line,
    write_line,
)


@contextmanager
def writing_at_once(
    form: Form,
    fields: tuple[str, ...] | None,
    *,
    columns: Sequence[str],
    all_fields: Sequence[str],
    raw: bool = False,
    file: str | None = None,
) -> Iterator[Callable[[Shape], None]]:
    """Yield the function that writes one row in a format; a workbook is written to `file` at the end.

    Plain text shows `columns` and CSV `all_fields`, unless some are selected. Errors of the output are raised as
    `OutputError`: the caller reads the store meanwhile.
    """
    with _writing(form, fields, columns=columns, all_fields=all_fields, raw=raw, file=file) as write:

        def write_safely(shape: Shape) -> None:
            with naming_output_errors():
                write(shape)

        yield write_safely


@contextmanager
def _writing(
    form: Form,
    fields: tuple[str, ...] | None,
    *,
    columns: Sequence[str],
    all_fields: Sequence[str],
    raw: bool,
    file: str | None,
) -> Iterator[Callable[[Shape], None]]:
    if form in {"json", "jsonl"}:
        yield lambda shape: write_json_line(with_selected_fields(shape, fields))
    elif form == "csv":
        from deskctl.cli.output.csv_rows import csv_writer

        yield csv_writer(fields or all_fields, raw=raw)
    elif form == "xlsx":
        from deskctl.cli.output.workbook_rows import write_workbook

        rows: list[Shape] = []
        yield rows.append
        write_workbook(rows, fields or all_fields, str(file))
    else:
        yield lambda shape: _write_plain(shape, fields or columns, raw=raw)


def _write_plain(shape: Shape, columns: Sequence[str], *, raw: bool) -> None:
    write_line("\t".join(plain(shape[name], raw=raw) for name in columns))
    sys.stdout.flush()
