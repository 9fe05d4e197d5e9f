"""Writing results to stdout: JSON, JSON Lines and tab-separated text for scripts, tables for people."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import IO, Any, Literal, TypeAlias

from deskctl.cli.output.terminal import is_terminal
from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.safe_text import json_text, one_line, without_controls

Form: TypeAlias = Literal["json", "jsonl", "plain", "csv", "xlsx", "table"]
Shape: TypeAlias = Mapping[str, Any]

THE_NAMES = "?"
"""The value of `--fields` that requests the names of the fields."""

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_AT_ONCE = 10_000
_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


class OutputError(BadData):
    """The output cannot be written, for example because the disk is full."""


class RowsOnDemand(list[Shape]):
    """A list in an object of JSON whose rows are made while they are written, as there may be very many."""

    def __init__(self, make: Callable[[], Iterator[Shape]]) -> None:
        super().__init__()
        self._make = make

    def __iter__(self) -> Iterator[Shape]:
        """Make the rows."""
        return self._make()

    def __bool__(self) -> bool:
        """Return whether there is a row."""
        return next(self._make(), None) is not None


class AnswerStream:
    """An output stream whose errors are distinguished from errors of the store."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        """Write some bytes; raises `OutputError`."""
        with naming_output_errors():
            self._stream.write(line)


def chosen_form(
    *, json: bool = False, jsonl: bool = False, plain: bool = False, csv: bool = False, xlsx: bool = False
) -> Form:
    """Return the output format; raises `Usage` for two at once."""
    requested: dict[Form, bool] = {"json": json, "jsonl": jsonl, "plain": plain, "csv": csv, "xlsx": xlsx}
    chosen = [name for name, is_requested in requested.items() if is_requested]
    if len(chosen) > 1:
        raise Usage(N_("--{one} cannot be combined with --{other}."), one=chosen[0], other=chosen[1])
    return chosen[0] if chosen else "table" if is_terminal() else "plain"


def chosen_fields(selected: str | None, all_fields: Sequence[str]) -> tuple[str, ...] | None:
    """Return the fields of `--fields`: None without the option, empty if the names are requested.

    A field may be named by its heading in a table. Raises `Usage` for an empty value, and for an unknown name, with the
    valid ones.
    """
    if selected is None:
        return None
    if selected == THE_NAMES:
        return ()
    names = tuple(name.strip() for name in selected.replace("，", ",").split(",") if name.strip())
    if not names:
        raise Usage(N_("--fields needs names; without a value it lists them."))
    return tuple(name if name in all_fields else _named_field(name, all_fields) for name in names)


def _named_field(written: str, all_fields: Sequence[str]) -> str:
    """Return the field with a heading; raises `Usage`."""
    from deskctl.cli.output.headings import field_of

    name = field_of(written, all_fields)
    if name is None:
        raise Usage(N_("Unknown field {name!r}; valid: {known}."), name=written, known=", ".join(all_fields))
    return name


@contextmanager
def naming_output_errors() -> Iterator[None]:
    """Raise errors of the output as `OutputError`, so that they are not taken for errors of the store."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise OutputError(N_("The output cannot be written: {reason}."), reason=error.strerror) from error


def write_rows(
    rows: Iterable[Shape],
    form: Form,
    *,
    all_fields: Sequence[str],
    columns: Sequence[str],
    of: str = "",
    selected: str | None = None,
    raw: bool = False,
    file: str | None = None,
) -> None:
    """Write rows of the shape `of`: `columns` are shown by default, `selected` is the value of `--fields`.

    A workbook is written to `file`. With `raw` nothing is escaped for terminals and spreadsheets.
    """
    fields = chosen_fields(selected, all_fields)
    if fields == ():
        rows, all_fields, columns, fields = ({"field": name} for name in all_fields), ("field",), ("field",), None
    if form in {"json", "jsonl"}:
        _write_json_rows((with_selected_fields(row, fields) for row in rows), form)
    elif form == "csv":
        from deskctl.cli.output.csv_rows import write_csv

        write_csv(rows, fields or all_fields, raw=raw)
    elif form == "xlsx":
        from deskctl.cli.output.workbook_rows import write_workbook

        write_workbook(rows, fields or all_fields, str(file))
    elif form == "plain":
        for row in rows:
            write_line("\t".join(plain(row[name], raw=raw) for name in fields or columns))
    else:
        from deskctl.cli.output.tables import show_table

        show_table(list(rows), fields or columns, of)


def write_one(
    shape: Shape,
    form: Form,
    *,
    of: str = "",
    selected: str | None = None,
    raw: bool = False,
    file: str | None = None,
) -> None:
    """Write one record as an object, or in plain text a line per field; `selected` fields go on one line."""
    all_fields = tuple(shape)
    fields = chosen_fields(selected, all_fields)
    if fields == () or form in {"csv", "xlsx"}:
        write_rows([shape], form, all_fields=all_fields, columns=all_fields, selected=selected, raw=raw, file=file)
        return
    chosen = with_selected_fields(shape, fields)
    if form in {"json", "jsonl"}:
        _write_object(chosen, indent=2 if form == "json" else None)
    elif form == "plain" and fields is not None:
        write_line("\t".join(plain(value, raw=raw) for value in chosen.values()))
    elif form == "plain":
        for name, value in chosen.items():
            write_line(f"{name}\t{plain(value, raw=raw)}")
    else:
        from deskctl.cli.output.tables import show_record

        show_record(chosen, of or next(iter(shape), ""))


def write_line(text: str) -> None:
    """Write a line of text, without control characters on a terminal."""
    sys.stdout.write((one_line(text) if sys.stdout.isatty() else text) + "\n")


def write_json(text: str) -> None:
    """Write a JSON text in UTF-8, whatever the locale."""
    _in_utf8()
    sys.stdout.write(json_text(text) + "\n")


def _write_object(shape: Shape, indent: int | None) -> None:
    """Write one object in pieces, so that a long text is never in memory as a whole."""
    _in_utf8()
    pieces = json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(shape)
    while some := "".join(islice(pieces, _AT_ONCE)):
        sys.stdout.write(json_text(some))
    sys.stdout.write("\n")


def write_json_line(shape: Shape) -> None:
    """Write one object on its own line and flush."""
    write_json(_ENCODE(shape))
    sys.stdout.flush()


def _in_utf8() -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _write_json_rows(rows: Iterator[Shape], form: Form) -> None:
    """Write rows one by one; an array has one object per line too."""
    _in_utf8()
    write = sys.stdout.write
    if form == "jsonl":
        for row in rows:
            write(json_text(_ENCODE(row)) + "\n")
        return
    between = "["
    for row in rows:
        write(between + json_text(_ENCODE(row)))
        between = ",\n"
    write("[]\n" if between == "[" else "]\n")


def with_selected_fields(row: Shape, fields: tuple[str, ...] | None) -> Shape:
    """Return the selected fields."""
    return row if fields is None else {name: row[name] for name in fields}


def plain(value: Any, *, raw: bool = False) -> str:
    """Return a value for plain text: empty for None, without tabs and line ends, and unless `raw` without controls."""
    if value is None:
        return ""
    text = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).translate(_BREAKS)
    return text if raw else without_controls(text)
