"""Import a desk from JSON Lines, or one kind of reference data from a CSV file."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from datetime import datetime
from shlex import quote
from typing import Annotated, Any, TypeAlias

import typer

from deskctl import clock
from deskctl.cli.app.authority import IMPORT, require_right
from deskctl.cli.app.closest_match import choice, one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.desk.desk_commands import progress, reading_bytes, show_imported
from deskctl.cli.desk.import_output import print_result
from deskctl.cli.output.atomic_file import replacing
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.results import chosen_fields
from deskctl.cli.schemas import fields_of
from deskctl.config.store_address import redacted
from deskctl.errors import BadData, Remedy, Usage
from deskctl.exchange.shapes.import_errors import KNOWN_ALREADY
from deskctl.exchange.spreadsheet.columns import TWO_COLUMNS
from deskctl.language.i18n import N_, _, counted, language
from deskctl.operations.rules.server_time import ignored_time, time_to_record

_ENCODINGS, _DELIMITERS = "auto|utf-8|gb18030|utf-16", "auto|comma|semicolon|tab"
_ORDERS, _SYSTEMS = ("ymd", "dmy", "mdy"), ("1900", "1904")
_NEW_MAP = "columns.toml"
_KINDS = "customer|contact|site|asset|contract|part|loaner|staff|vendor|faq"


_File: TypeAlias = Annotated[str | None, typer.Argument(metavar="FILE", help=N_("JSON Lines or CSV; - reads stdin."))]
_Kind: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar=_KINDS, help=N_("The file is CSV with records of this kind.")),
]
_Encoding: TypeAlias = Annotated[str, typer.Option(metavar=_ENCODINGS, help=N_("The encoding of the CSV file."))]
_Delimiter: TypeAlias = Annotated[str, typer.Option(metavar=_DELIMITERS, help=N_("The delimiter between the cells."))]
_DateOrder: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(_ORDERS), help=N_("The order in dates such as 03/04/2026, which are refused without it.")
    ),
]
_DateSystem: TypeAlias = Annotated[
    str | None, typer.Option(metavar="|".join(_SYSTEMS), help=N_("The first year of dates that are bare numbers."))
]
_Map: TypeAlias = Annotated[
    str | None, typer.Option("--map", metavar="FILE.toml", help=N_("Your own headings: heading = field."))
]
_Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help=N_("Refuse columns that match no field."))]
_CreateOnly: TypeAlias = Annotated[bool, typer.Option("--create-only", help=N_("Leave existing records unchanged."))]
_Rejects: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="FILE", help=N_("Write invalid rows to this file with the reasons, and import the rest.")),
]
_Rehearse: TypeAlias = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would change, without saving."))]
_Template: TypeAlias = Annotated[bool, typer.Option("--template", help=N_("Write an empty CSV with the headings."))]
_Output: TypeAlias = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help=N_("Where to write the template."))
]
_Files: TypeAlias = Annotated[
    str | None, typer.Option("--attachments", metavar="DIR", help=N_("The folder with the bytes of files."))
]
_Merge: TypeAlias = Annotated[
    bool,
    typer.Option("--merge", help=N_("Keep the records that the desk has, add the others, and refuse contradictions.")),
]


@desk_command
def import_(  # noqa: PLR0913, PLR0917 - one parameter for each thing that a CSV file does not define
    invocation: Invocation,
    file: _File = None,
    kind: _Kind = None,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter = "auto",
    date_order: _DateOrder = None,
    date_system: _DateSystem = None,
    map_: _Map = None,
    strict: _Strict = False,
    create_only: _CreateOnly = False,
    rejects: _Rejects = None,
    rehearse: _Rehearse = False,
    template: _Template = False,
    output: _Output = "-",
    files: _Files = None,
    merge: _Merge = False,
) -> int:
    """Import a desk or a CSV file into the store."""
    if kind is None:
        _require_no_table({"--map": map_, "--rejects": rejects, "--template": template, "--strict": strict})
        return _read_desk(invocation, _named(file), files, merge=merge, rehearse=rehearse)
    record_kind = _known_kind(kind, merge=merge)
    if template:
        invocation.require_no_rows()
        return _write_template(record_kind, invocation.lang or language(), output)
    options = {
        "kind": record_kind,
        "name": _named(file),
        "encoding": one_of("--encoding", encoding, _ENCODINGS.split("|")),
        "delimiter": delimiter,
        "date_order": one_of("--date-order", date_order, _ORDERS),
        "date_system": one_of("--date-system", date_system, _SYSTEMS),
        "strict": strict,
        "create_only": create_only,
        "dry_run": rehearse,
    }
    return _read_table(invocation, options, map_, rejects)


def _named(file: str | None) -> str:
    if file is None:
        raise Usage(N_("{command} needs {name}."), command="deskctl import", name="FILE", hint="deskctl import --help")
    return file


def _require_no_table(options: Mapping[str, Any]) -> None:
    for option, value in options.items():
        if value:
            raise Usage(N_("{option} requires --kind."), option=option, hint="deskctl import FILE.csv --kind customer")


def _read_desk(invocation: Invocation, file: str, files: str | None, *, merge: bool, rehearse: bool) -> int:
    from deskctl.exchange.file_merging import merged
    from deskctl.exchange.importing.desk_import import check_desk, read_desk
    from deskctl.store.open import store_to_fill

    if file.lower().endswith(".csv"):
        raise Usage(
            N_("{path} is a spreadsheet: name the kind of its records."),
            path=file,
            hint=f"deskctl import {file} --kind customer",
        )
    path = invocation.path
    with _naming_merge(file, merge=merge), reading_bytes(file) as stream, progress() as show, store_to_fill(path):
        _require_right(invocation, file)
        now = _time_to_record(path)
        with merged(stream, path) if merge else nullcontext() as kept:
            lines = stream if kept is None else kept.lines
            if rehearse:
                result = check_desk(lines, path, now=now, on_progress=show, files=files)
            else:
                saved, actor = show and show_imported, invocation.set_actor
                result = read_desk(lines, path, now=now, actor=actor, on_progress=show, on_saved=saved, files=files)
    if kept is not None:
        _say_kept(kept.kept)
    if rehearse:
        narrate(_("The file was checked; nothing was saved."))
    else:
        invocation.warn(ignored_time())
    shape = {
        "store": redacted(invocation.path),
        "records": result.records,
        "tickets": result.tickets,
        "counts": result.counts,
    }
    invocation.show(shape)
    return 0


def _say_kept(number: int) -> None:
    narrate(
        counted("{n} record exists already and is unchanged.", "{n} records exist already and are unchanged.", number)
    )


def _time_to_record(path: str) -> datetime:
    from deskctl.store.open import open_reader

    with closing(open_reader(path)) as conn:
        return time_to_record(conn)


@contextmanager
def _naming_merge(file: str, *, merge: bool) -> Iterator[None]:
    """Name the way to import a file of which the desk has a part."""
    try:
        yield
    except BadData as error:
        if error.code == KNOWN_ALREADY and not merge:
            error.hint = f"deskctl import {quote(file)} --merge"
        raise


@contextmanager
def _naming_map(name: str, kind: str, map_: str | None) -> Iterator[None]:
    """Name the way to import a file with two columns of one field: a map that leaves out the second one."""
    try:
        yield
    except BadData as error:
        if error.code == TWO_COLUMNS and map_ is None:
            written = f"echo {quote(error.values['entry'])} >> {_NEW_MAP}"
            error.hint = f"{written}; deskctl import {quote(name)} --kind {kind} --map {_NEW_MAP}"
        raise


def _require_right(invocation: Invocation, file: str) -> None:
    require_right(invocation, IMPORT, Remedy(do="import", fields={"file": file}, about="file"))


def _known_kind(kind: str, *, merge: bool) -> str:
    if merge:
        raise Usage(
            N_("--merge cannot be combined with --kind: CSV rows are always merged."), hint="deskctl import --help"
        )
    from deskctl.exchange.spreadsheet.columns import kinds

    return choice("kind", "--kind", kind, kinds())


def _write_template(kind: str, lang: str, output: str) -> int:
    from deskctl.exchange.spreadsheet.template import template

    content = template(kind, lang)
    if output == "-":
        sys.stdout.buffer.write(content)
        return 0
    with replacing(output) as stream:
        stream.write(content)
    return 0


def _read_table(invocation: Invocation, options: dict[str, Any], map_: str | None, rejects: str | None) -> int:
    from deskctl.exchange.importing.lines import rewindable
    from deskctl.exchange.spreadsheet.heading_map import read_map
    from deskctl.exchange.spreadsheet.rejected_rows import RejectedRows
    from deskctl.exchange.spreadsheet.table_import import TableOptions, import_table
    from deskctl.exchange.spreadsheet.values import DateNotation
    from deskctl.store.open import store_to_fill

    chosen_fields(invocation.fields, fields_of("table-imported"))
    own = read_map(map_) if map_ else None
    how = DateNotation(
        options.pop("date_order") or (own.date_order if own else None),
        options.pop("date_system") or (own.date_system if own else None) or "1900",
    )
    with ExitStack() as stack:
        stack.enter_context(store_to_fill(invocation.path, with_records=True))
        _require_right(invocation, options["name"])
        lines = stack.enter_context(rewindable(stack.enter_context(reading_bytes(options["name"]))))
        rejected = stack.enter_context(RejectedRows()) if rejects else None
        choices = TableOptions(
            **options, how=how, headings=own.headings if own else {}, rejects=rejected.add if rejected else None
        )
        with _naming_map(choices.name, choices.kind, map_):
            result = import_table(lines, invocation.path, choices, now=clock.now(), actor=invocation.set_actor)
        if rejected is not None and rejected.count and not choices.dry_run:
            with replacing(str(rejects)) as stream:
                rejected.write(stream)
    if not choices.dry_run:
        invocation.warn(ignored_time())
    return print_result(invocation, choices, result)
