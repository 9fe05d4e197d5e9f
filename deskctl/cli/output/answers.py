"""Answers: JSON, JSON Lines and tab-separated text for scripts, tables for people. Data goes to stdout, all of it."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any, Literal, TypeAlias

from deskctl.cli.output.terminal import is_terminal
from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.safe import json_text, one_line, without_controls

Form: TypeAlias = Literal["json", "jsonl", "plain", "csv", "xlsx", "table"]
Shape: TypeAlias = Mapping[str, Any]

THE_NAMES = "?"
"""The value of `--fields` that asks for the names of the fields."""

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


class Unwritten(BadData):
    """The answer cannot be written: the disk behind stdout is full, or worse."""


class AnswerStream:
    """The stream of an answer, so that what goes wrong with it is kept apart from what goes wrong with the store."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        """Write some bytes; raises `Unwritten`."""
        with naming_the_answer():
            self._stream.write(line)


def chosen_form(
    *, json: bool = False, jsonl: bool = False, plain: bool = False, csv: bool = False, xlsx: bool = False
) -> Form:
    """Choose the form of an answer; two at once are refused."""
    given: dict[Form, bool] = {"json": json, "jsonl": jsonl, "plain": plain, "csv": csv, "xlsx": xlsx}
    requested = [name for name, wanted in given.items() if wanted]
    if len(requested) > 1:
        raise Usage(N_("--{one} and --{other} exclude each other."), one=requested[0], other=requested[1])
    return requested[0] if requested else "table" if is_terminal() else "plain"


def chosen_fields(reported: str | None, known: Sequence[str]) -> tuple[str, ...] | None:
    """Read `--fields`: None if it was not given, nothing if the names are asked for.

    Raises `Usage` for an empty value, and for an unknown name with those that exist.
    """
    if reported is None:
        return None
    if reported == THE_NAMES:
        return ()
    names = tuple(name.strip() for name in reported.split(",") if name.strip())
    if not names:
        raise Usage(N_("--fields needs names; alone it lists them."))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Usage(N_("There is no field {name!r}; there are: {known}."), name=unknown[0], known=", ".join(known))
    return names


@contextmanager
def naming_the_answer() -> Iterator[None]:
    """Keep apart what goes wrong with the answer from what goes wrong with the store."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise Unwritten(N_("The answer cannot be written: {reason}."), reason=error.strerror) from error


def write_rows(
    rows: Iterable[Shape],
    form: Form,
    *,
    known: Sequence[str],
    columns: Sequence[str],
    reported: str | None = None,
    raw: bool = False,
    file: str | None = None,
) -> None:
    """Write rows: `known` are the fields there are, `columns` those of the table, `reported` those of `--fields`.

    A workbook goes to the `file`. With `raw` nothing is made harmless for terminals and spreadsheets.
    """
    fields = chosen_fields(reported, known)
    if fields == ():
        rows, known, columns, fields = ({"field": name} for name in known), ("field",), ("field",), None
    if form in {"json", "jsonl"}:
        _write_json_rows((only(row, fields) for row in rows), form)
    elif form == "csv":
        from deskctl.cli.output.csv_rows import write_csv

        write_csv(rows, fields or known, raw=raw)
    elif form == "xlsx":
        from deskctl.cli.output.workbook_rows import write_workbook

        write_workbook(rows, fields or known, str(file))
    elif form == "plain":
        for row in rows:
            write_line("\t".join(plain(row[name], raw=raw) for name in fields or columns))
    else:
        from deskctl.cli.output.tables import show_table

        show_table(list(rows), fields or columns)


def write_one(
    shape: Shape, form: Form, *, reported: str | None = None, raw: bool = False, file: str | None = None
) -> None:
    """Write one thing: an object; in plain text a line for each field, or those of `reported` on one line."""
    known = tuple(shape)
    fields = chosen_fields(reported, known)
    if fields == () or form in {"csv", "xlsx"}:
        write_rows([shape], form, known=known, columns=known, reported=reported, raw=raw, file=file)
        return
    chosen = only(shape, fields)
    if form == "json":
        write_json(json.dumps(chosen, ensure_ascii=False, indent=2))
    elif form == "jsonl":
        write_json(json.dumps(chosen, ensure_ascii=False))
    elif form == "plain" and fields is not None:
        write_line("\t".join(plain(value, raw=raw) for value in chosen.values()))
    elif form == "plain":
        for name, value in chosen.items():
            write_line(f"{name}\t{plain(value, raw=raw)}")
    else:
        from deskctl.cli.output.tables import show_record

        show_record(chosen)


def write_line(text: str) -> None:
    """Write a line of text; a terminal gets no control characters."""
    sys.stdout.write((one_line(text) if sys.stdout.isatty() else text) + "\n")


def write_json(text: str) -> None:
    """Write a JSON text in UTF-8, whatever the locale."""
    _in_utf8()
    sys.stdout.write(json_text(text) + "\n")


def write_json_line(shape: Shape) -> None:
    """Write one object on a line of its own, at once."""
    write_json(_ENCODE(shape))
    sys.stdout.flush()


def _in_utf8() -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _write_json_rows(rows: Iterator[Shape], form: Form) -> None:
    """Write rows as they come: an array has one object a line too."""
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


def only(row: Shape, fields: tuple[str, ...] | None) -> Shape:
    """Keep the fields that were asked for."""
    return row if fields is None else {name: row[name] for name in fields}


def plain(value: Any, *, raw: bool = False) -> str:
    """Write a value in a line of plain text: nothing for none, no tab or line end within, controls as pictures."""
    if value is None:
        return ""
    text = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).translate(_BREAKS)
    return text if raw else without_controls(text)
