"""The common options, declared once and passed to commands as an `Invocation`."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeAlias

import typer
from typer._click.globals import get_current_context  # Typer has no public API for it; its version is pinned.

from deskctl.cli.app.invocation import Invocation
from deskctl.errors import Usage
from deskctl.language.i18n import LANGUAGES, N_

_STORED = frozenset({"firm", "me", "login", "hotline", "value"})
"""The values that a command stores as texts: it refuses a blank one itself, unless it may be blank."""
MOST = 1_000_000_000
"""The largest number that an option accepts."""

After: TypeAlias = Annotated[str | None, typer.Option(metavar="CURSOR", help=N_("Continue after this cursor."))]
Cursor: TypeAlias = Annotated[
    bool, typer.Option("--cursor", help=N_("With --jsonl: a last line with the cursor of the next page."))
]


def _text(name: str, text: str, metavar: str, envvar: str | None = None) -> inspect.Parameter:
    option = f"--{name.replace('_', '-')}"
    declared = typer.Option(option, help=text, metavar=metavar, envvar=envvar, show_envvar=bool(envvar))
    return _parameter(name, Annotated[str | None, declared], None)


def _flag(name: str, text: str) -> inspect.Parameter:
    declared = typer.Option(f"--{name.replace('_', '-')}", help=text)
    return _parameter(name, Annotated[bool, declared], default=False)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


WHERE = (
    ("store", N_("The desk's store; by default in your data folder."), "PATH", "DESKCTL_STORE"),
    ("actor", N_("The acting person: a staff id or a user name."), "ID", "DESKCTL_ACTOR"),
    ("lang", N_("The language: zh or en."), "|".join(LANGUAGES), "DESKCTL_LANG"),
)
FORM = (
    ("json", N_("Write JSON: one array, or one object.")),
    ("jsonl", N_("Write one JSON object per line.")),
    ("plain", N_("Write tab-separated lines without a header.")),
    ("csv", N_("Write CSV with a header, for spreadsheets.")),
    ("raw", N_("Do not escape control characters and formulas in plain text and CSV.")),
)
_QUIET = N_("Print nothing but the result and errors.")
_XLSX = ("xlsx", N_("Write a workbook to this file."), "FILE")
_WAIT = ("wait", N_("Wait at most this many seconds for a store that others write to."), "SECONDS", "DESKCTL_WAIT")
_FAIL_EMPTY = ("fail_empty", N_("Exit code 3 if nothing is found."))
_FIELDS = ("fields", N_("Only these fields, in this order; without a value it lists them."), "A,B")
_AS_OF = ("as_of", N_("Show states as of this time."), "TIME")
_AT = ("at", N_("When it happened: 14:05, -15m, 2026-11-20 9:00; now by default."), "TIME")
_KEY = ("key", N_("The same key again records nothing and returns the first result."), "KEY")
_IF_SEQ = (
    "if_seq",
    N_("Only if nothing was recorded since action N; or only if owner, status, severity, level, site are unchanged."),
    "N[:owner,...]",
)
_NOTE = ("note", N_("A note for the log."), "WORDS")
_DRY_RUN = ("dry_run", N_("Show what would be recorded, and which clocks change, without saving."))


def _always() -> list[inspect.Parameter]:
    return [
        *(_text(*option) for option in (*WHERE, _WAIT)),
        *(_flag(*option) for option in FORM),
        _text(*_XLSX),
        _parameter("quiet", Annotated[bool, typer.Option("--quiet", "-q", help=_QUIET)], default=False),
    ]


def everywhere() -> list[inspect.Parameter]:
    """Return every option that may come before a command."""
    of_writes = [_text(*_AT), _text(*_KEY), _text(*_IF_SEQ), _flag(*_DRY_RUN)]
    return [*_always(), _text(*_FIELDS), _text(*_AS_OF), _flag(*_FAIL_EMPTY), *of_writes]


def read_command(function: Callable[..., Any], own: Iterable[inspect.Parameter] | None = None) -> Callable[..., Any]:
    """Declare a command that reads: add the options for format, fields and time to its `own` ones."""
    common = [*_always(), _text(*_FIELDS), _text(*_AS_OF), _flag(*_FAIL_EMPTY)]
    return _with_options(function, common, own, check=_require_no_blanks)


def text_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a command that prints free text: add the common options, without `--fields`."""
    return _with_options(function, _always(), check=_require_no_blanks)


def desk_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a command about the desk itself: add the options for format and fields."""
    return _with_options(function, [*_always(), _text(*_FIELDS)], check=_require_no_blanks)


def write_command(function: Callable[..., Any], own: Iterable[inspect.Parameter]) -> Callable[..., Any]:
    """Declare a command that performs an operation: add the options of a write to its `own` ones."""
    common = [*_always(), _text(*_FIELDS), _text(*_AT), _text(*_KEY), _text(*_IF_SEQ), _text(*_NOTE), _flag(*_DRY_RUN)]
    return _with_options(function, common, own)


def _require_no_blanks(own: Iterable[inspect.Parameter], options: Mapping[str, Any]) -> None:
    """Refuse a blank value, as from an empty variable of a script; raises `Usage` with the option or argument."""
    for parameter in own:
        value = options[parameter.name]
        given = value if isinstance(value, list) else [value]
        if parameter.name not in _STORED and any(isinstance(one, str) and not one.strip() for one in given):
            raise Usage(N_("{option} needs a value."), option=_name_of(parameter.name))


def _name_of(name: str) -> str:
    """Return the name of an option or argument of the current command as its help shows it."""
    declared = next(one for one in get_current_context().command.params if one.name == name)
    return declared.human_readable_name if declared.param_type_name == "argument" else max(declared.opts, key=len)


def _with_options(
    function: Callable[..., Any],
    common: list[inspect.Parameter],
    own: Iterable[inspect.Parameter] | None = None,
    check: Callable[[Iterable[inspect.Parameter], Mapping[str, Any]], None] | None = None,
) -> Callable[..., Any]:
    declared = inspect.signature(function).parameters.values() if own is None else own
    mine = [parameter for parameter in declared if parameter.name != "invocation"]
    names = [parameter.name for parameter in common]

    def command(**options: Any) -> Any:
        invocation = Invocation.begin(**{name: options.pop(name) for name in names})
        if check is not None:
            check(mine, options)
        return function(invocation=invocation, **options)

    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in mine]
    command.__signature__ = inspect.Signature([*keyword, *common])  # type: ignore[attr-defined]
    command.__annotations__ = {}
    command.__name__ = function.__name__
    return command
