"""The command of an operation, derived from its class: fields become options, the docstring becomes the help."""

import inspect
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.lazy_groups import DeskCommand, make_command
from deskctl.cli.app.named_arguments import ARGUMENT_PREFIX
from deskctl.cli.app.options import write_command
from deskctl.cli.output.step_shapes import written_by_step
from deskctl.errors import MissingValue, Usage
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field, Operation, build, fields_of
from deskctl.operations.framework.fields import ANSWER
from deskctl.operations.framework.values import EXCLUDES, excluded_pairs

if TYPE_CHECKING:
    from deskctl.cli.app.invocation import Invocation
    from deskctl.operations.closing.reports import Write
    from deskctl.operations.framework.secret_operations import SecretStep

_METAVARS = {"int": "N", "float": "N", "time": "TIME", "date": "DATE", "id": "ID", "text": "WORDS", "longtext": "WORDS"}
_TICKET, _LANGUAGE = "ticket", "language"
_FILES = frozenset({"file", "files"})
_PREFIX = ARGUMENT_PREFIX
_NEGATIVE = ("no_", "not_", "none")
_IDS = re.compile(r"[A-Za-z]+-?\d+(?:\s*,\s*[A-Za-z]+-?\d+)+")
_TICKET_NAME = re.compile(r"(?:[Tt]-)?\d+|-")


def operation_command(operation: type[Operation]) -> DeskCommand:
    """Make the command of an operation."""

    def command(invocation: "Invocation", **options: Any) -> int:
        ticket = _ticket(operation, options)
        from deskctl.cli.writes.recording import record_operation

        values = dict(_values(operation, options, invocation))
        for first, second in excluded_pairs(operation.excludes, values):
            raise Usage(EXCLUDES, first=_option_of(first), second=_option_of(second))
        with _naming_missing_options(operation):
            step = build(operation, values)
            if operation.in_editor:
                from deskctl.cli.writes.report_text import record_report_text

                return record_report_text(invocation, cast("Write", step), ticket)
            if not operation.has_secret:
                return record_operation(invocation, step, ticket)
            from deskctl.cli.writes.secrets import with_secret

            with_hash, password = with_secret(invocation, cast("SecretStep", step))
            return record_operation(invocation, with_hash, ticket, password)

    function = write_command(command, _parameters(operation))
    made = make_command(operation.verb, function, _(operation.help()), operation.example, written_by_step(operation))
    made.step = f"{operation.noun}.{operation.verb}"
    return made


@contextmanager
def _naming_missing_options(operation: type[Operation]) -> Iterator[None]:
    """Raise `Usage` with the option for a value that the other options or the record call for."""
    try:
        yield
    except MissingValue as error:
        field = next((field for field in fields_of(operation) if field.name == error.field), None)
        if field is None:
            raise
        command = f"deskctl {operation.noun} {operation.verb}"
        raise _needs(command, option_name(field)) from error


def _needs(command: str, name: str) -> Usage:
    return Usage(N_("{command} needs {name}."), command=command, name=name, hint=f"{command} --help")


def _ticket(operation: type[Operation], options: dict[str, Any]) -> str | None:
    """Remove the ticket from the options and return it; the part after a slash becomes the value of another field."""
    ticket: str | None = options.pop(_TICKET, None)
    if operation.names_ticket and ticket is None and options[_PREFIX + operation.names_ticket] is None:
        raise _needs(f"deskctl {operation.noun} {operation.verb}", "T")
    if ticket and operation.names_ticket and not _TICKET_NAME.fullmatch(ticket):
        options[_PREFIX + operation.names_ticket] = ticket.upper()
        return None
    if ticket is None or operation.after_slash is None or "/" not in ticket:
        return ticket
    name, _slash, options[_PREFIX + operation.after_slash] = ticket.partition("/")
    return name


def _parameters(operation: type[Operation]) -> Iterator[inspect.Parameter]:
    required = inspect.Parameter.empty
    if operation.on_ticket:
        words = _("The ticket: 17 or T-017; - reads tickets from stdin, one per line.")
        kind, default = (str | None, None) if operation.names_ticket else (str, required)
        yield _parameter(_TICKET, Annotated[kind, typer.Argument(metavar="T", help=words)], default)
    for field in fields_of(operation):
        if field.name in {operation.about, operation.operand}:
            argument = typer.Argument(metavar=_argument_name(operation, field), help=_help(field), show_default=False)
            yield _parameter(_PREFIX + field.name, Annotated[list[str] if field.many else str, argument], required)
        else:
            named = field.name in {operation.after_slash, operation.names_ticket}
            default = required if field.required and not named else None
            kind = _type_of(field) if default is required else _type_of(field) | None
            yield _parameter(_PREFIX + field.name, Annotated[kind, _option(operation, field)], default)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _type_of(field: Field) -> Any:
    if field.kind == "bool":
        return bool if field.required else bool | None
    options: Any = list[str] if field.many else str
    return options if field.required else options | None


def _option(operation: type[Operation], field: Field) -> Any:
    name = option_name(field)
    others = ["-o"] if field.cli_only and field.name == "output" else []
    others += [f"--{other.replace('_', '-')}" for other, of in operation.other_names.items() if of == field.name]
    if field.kind == "bool":
        return typer.Option(_yes_no_option(field), help=_help(field), show_default=False)
    return typer.Option(name, *others, help=_help(field), metavar=_metavar(field), show_default=False)


def _yes_no_option(field: Field) -> str:
    """Return the declaration of a yes-no option; one with a negative name has no opposite."""
    name = option_name(field)
    if field.name == ANSWER:
        return "--yes/--no"
    return name if field.name.startswith(_NEGATIVE) else f"{name}/--no-{name[2:]}"


def option_name(field: Field) -> str:
    """Return the option of a field."""
    return _option_of(field.name)


def _option_of(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _argument_name(operation: type[Operation], field: Field) -> str:
    """Return the name of an argument in the help: the record that it names, or its field."""
    if field.kind not in {"text", "longtext", "int"}:
        return _metavar(field)
    return (operation.noun if field.name == "id" else field.name).replace("-", "_").upper()


def _metavar(field: Field) -> str:
    if field.kind == "choice":
        return "CHOICE"
    if field.name in _FILES:
        return "FILE..." if field.many else "FILE"
    return (field.ref or "ID").upper() if field.kind == "id" else _METAVARS[field.kind]


def _help(field: Field) -> str:
    parts = [_(field.help)]
    if field.choices:
        listed = _("one of {choices}, or as the policy names it") if field.of_policy else _("one of {choices}")
        parts.append(listed.format(choices=", ".join(field.choices)))
    if field.many:
        parts.append(_("may be repeated"))
    if field.default not in {None, "", ()} and field.kind != "bool":
        parts.append(_("by default {value}").format(value=field.default))
    return "; ".join(parts)


def _values(
    operation: type[Operation], options: Mapping[str, Any], invocation: "Invocation"
) -> Iterator[tuple[str, Any]]:
    for field in fields_of(operation):
        value = options[_PREFIX + field.name]
        if value is None and field.name == _LANGUAGE:
            value = _named_language(invocation)
        if value is None or value == []:
            continue
        if field.many:
            yield field.name, [_value(field, item, invocation) for item in _items(field, value)]
        else:
            yield field.name, _value(field, value, invocation)


def _items(field: Field, texts: Sequence[str]) -> list[str]:
    """Return the values of a repeatable option; choices and ids may also be joined by commas in one value."""
    return [
        piece.strip()
        for text in texts
        for piece in (text.split(",") if field.choices or (field.ref and _IDS.fullmatch(text)) else [text])
    ]


def _named_language(invocation: "Invocation") -> str | None:
    """Return the value of `--lang`: on the command line it sets the language of the record too."""
    return None if invocation.lang == os.environ.get("DESKCTL_LANG") else invocation.lang


def _value(field: Field, value: Any, invocation: "Invocation") -> Any:
    if field.kind == "choice":
        known = _with_words_of_policies(field, value, invocation)
        return choice(field.name, option_name(field), value, known)
    if field.kind == "time":
        return invocation.moment(value, field.day)
    if field.kind == "date" and not _is_date(value):
        return invocation.day(value)
    return value


def _with_words_of_policies(field: Field, value: str, invocation: "Invocation") -> Sequence[str]:
    """Return the choices of a field; only for another value those of the installed policies are read."""
    from deskctl.language.words.choice_codes import code_of

    if not field.of_policy or value in field.choices or code_of(field.name, value, field.choices):
        return field.choices
    from deskctl.queries.reference.policies import words_of_policies

    with invocation.reading() as desk:
        return tuple(dict.fromkeys((*field.choices, *words_of_policies(desk.conn, field.of_policy))))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
