"""The options that stand everywhere: declared once, given to a command as one `Front`."""

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from deskctl.cli.app.invocation import Front
from deskctl.language.i18n import LANGUAGES, N_, _

MOST = 1_000_000_000
"""The greatest number that an option takes: no desk has as many of anything."""


def _text(name: str, text: str, metavar: str, envvar: str | None = None) -> inspect.Parameter:
    option = f"--{name.replace('_', '-')}"
    reported = typer.Option(option, help=_(text), metavar=metavar, envvar=envvar, show_envvar=bool(envvar))
    return _parameter(name, Annotated[str | None, reported], None)


def _flag(name: str, text: str) -> inspect.Parameter:
    reported = typer.Option(f"--{name.replace('_', '-')}", help=_(text))
    return _parameter(name, Annotated[bool, reported], default=False)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


WHERE = (
    ("store", N_("The desk's store; by default in your data folder."), "PATH", "DESKCTL_STORE"),
    ("actor", N_("Who does it: a staff id or a user name."), "ID", "DESKCTL_ACTOR"),
    ("lang", N_("The language: zh or en."), "|".join(LANGUAGES), "DESKCTL_LANG"),
)
FORM = (
    ("json", N_("Write JSON: one array, or one object.")),
    ("jsonl", N_("Write one JSON object a line.")),
    ("plain", N_("Write tab-separated lines without a header.")),
    ("csv", N_("Write CSV with a header, for spreadsheets.")),
    ("raw", N_("Plain text and CSV with control characters and formulas as they are.")),
)
_XLSX = ("xlsx", N_("Write a workbook to this file."), "FILE")
_WAIT = ("wait", N_("Wait at most so many seconds for a store that others write to."), "SECONDS", "DESKCTL_WAIT")
_FAIL_EMPTY = ("fail_empty", N_("Exit code 3 where nothing was found."))
_FIELDS = ("fields", N_("Only these fields, in this order; alone it lists them."), "A,B")
_AS_OF = ("as_of", N_("The moment that states are read at."), "TIME")
_AT = ("at", N_("When it happened: 14:05, -15m, 2026-11-20 9:00; now by default."), "TIME")
_KEY = ("key", N_("The same key again records nothing and gives the first result."), "KEY")
_NOTE = ("note", N_("Words for the log."), "WORDS")
_DRY_RUN = ("dry_run", N_("Say what would be recorded and which clocks change; write nothing."))


def _always() -> list[inspect.Parameter]:
    return [
        *(_text(*reported) for reported in (*WHERE, _WAIT)),
        *(_flag(*reported) for reported in FORM),
        _text(*_XLSX),
    ]


def everywhere() -> list[inspect.Parameter]:
    """Declare every option that may stand before a command."""
    of_writes = [_text(*_AT), _text(*_KEY), _flag(*_DRY_RUN)]
    return [*_always(), _text(*_FIELDS), _text(*_AS_OF), _flag(*_FAIL_EMPTY), *of_writes]


def reads(function: Callable[..., Any], own: Iterable[inspect.Parameter] | None = None) -> Callable[..., Any]:
    """Return a reading command its options: form, fields, and the moment of reading; `own` are those it declares."""
    return _given(function, [*_always(), _text(*_FIELDS), _text(*_AS_OF), _flag(*_FAIL_EMPTY)], own)


def serves(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that answers in its own words its options: no fields."""
    return _given(function, _always())


def answers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command about the desk itself its options: the form and the fields of its answer."""
    return _given(function, [*_always(), _text(*_FIELDS)])


def writes(function: Callable[..., Any], own: Iterable[inspect.Parameter]) -> Callable[..., Any]:
    """Return a writing command its own options and those of every write."""
    common = [*_always(), _text(*_FIELDS), _text(*_AT), _text(*_KEY), _text(*_NOTE), _flag(*_DRY_RUN)]
    return _given(function, common, own)


def _given(
    function: Callable[..., Any], common: list[inspect.Parameter], own: Iterable[inspect.Parameter] | None = None
) -> Callable[..., Any]:
    declared = inspect.signature(function).parameters.values() if own is None else own
    mine = [parameter for parameter in declared if parameter.name != "front"]
    names = [parameter.name for parameter in common]

    def command(**reported: Any) -> Any:
        return function(front=Front(**{name: reported.pop(name) for name in names}), **reported)

    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in mine]
    command.__signature__ = inspect.Signature([*keyword, *common])  # type: ignore[attr-defined]
    command.__annotations__ = {}
    command.__name__ = function.__name__
    return command
