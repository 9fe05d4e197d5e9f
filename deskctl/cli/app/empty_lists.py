"""What an empty list says to a person at a terminal: what is empty, the filters in force, and what to do next."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from typer._click.core import ParameterSource
from typer._click.globals import get_current_context

from deskctl.cli.output.narration import has_narrated, narrate
from deskctl.language.i18n import N_, _
from deskctl.record_words import RECORD_WORDS
from deskctl.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from typer._click.core import Context, Parameter

_OF_PAGES = ("limit", "sort", "reverse", "cursor", "n")
_NEW = ("open", "add", "plan", "install", "hand-over", "receive", "start", "record")
"""The verbs that make the first record of a noun, the usual one first."""
_NEW_OF = {"mail": "import"}
"""The verb of a noun whose usual one is none of these operations."""


class _Empty(NamedTuple):
    """What an empty list means without filters, a command to go on with, and the option with which it shows more."""

    sentence: str
    command: str = ""
    wider: str = ""
    filtered: str = N_("Nothing matches {filters}.")


_NO_WORDS = N_("Nothing contains {filters}: try fewer or shorter words.")
_EMPTY: Mapping[str, _Empty] = {
    "ticket list": _Empty(N_("No ticket is open."), wider="--status all"),
    "ticket find": _Empty("", filtered=_NO_WORDS),
    "search": _Empty("", filtered=_NO_WORDS),
    "due list": _Empty(N_("Nothing is due within the lead times."), "deskctl due next"),
    "due next": _Empty(N_("Nothing is due, now or later.")),
    "dispatch list": _Empty(N_("No visit is planned in the next two weeks."), "deskctl visit plan --help"),
    "evaluation list": _Empty(N_("No evaluations have been summarised."), "deskctl evaluation summarise --help"),
    "visit list": _Empty(N_("No visit has been planned."), "deskctl visit plan --help"),
    "dispatch free": _Empty(N_("No engineer is free then."), "deskctl dispatch list"),
    "clock list": _Empty(N_("No promise is running on an open ticket."), wider="--all"),
    "clock next": _Empty(N_("No promise is running."), "deskctl clock list --all"),
    "clock report": _Empty(N_("No promise came due in that time."), "deskctl clock list --all"),
    "mail list": _Empty(N_("No mail waits to be handled."), wider="--state all"),
    "mail import": _Empty(N_("There was no mail to import.")),
    "outbox list": _Empty(N_("No message waits to be sent."), wider="--state all"),
    "report list": _Empty(N_("No report has been issued."), "deskctl report issue --help"),
    "attachment list": _Empty(N_("No file is attached."), "deskctl attachment add --help"),
    "faq documents": _Empty(N_("No document of answers has been issued."), "deskctl faq --help"),
    "faq changes": _Empty(N_("No answer has changed since."), "deskctl faq list"),
    "account accesses": _Empty(N_("Nobody has opened the courseware."), "deskctl account list"),
    "advisory matches": _Empty(N_("No customer is concerned."), "deskctl asset list"),
    "stock cover": _Empty(N_("No key model is on record."), "deskctl part add --help"),
    "stock list": _Empty(N_("No part is on record."), "deskctl part add --help"),
    "store check --sense": _Empty(N_("No imported action breaks a rule.")),
    "config check": _Empty(N_("The settings file has no mistake.")),
    "policy check": _Empty(N_("The policy file has no mistake.")),
    "policy compare": _Empty(N_("Nothing would have been different.")),
    "notify check": _Empty(N_("Every notice of the next two weeks reaches somebody.")),
    "desk update-data": _Empty(N_("The shipped data is up to date.")),
}  # fmt: skip
"""The commands that list something else than the records of their noun."""


def explain_empty_list(common: Collection[str]) -> None:
    """Print one sentence on stderr about the list that the current command has just written without a row.

    The `common` options are no filters.
    """
    context = get_current_context(silent=True)
    if context is None or has_narrated():
        return
    name = context.command_path.partition(" ")[2]
    filters = list(_filters(context, (*common, *_OF_PAGES)))
    exact = _EMPTY.get(" ".join([name, *filters]))
    empty = exact or _EMPTY.get(name) or _of_records(name)
    if empty is None:
        return
    if exact:
        filters = []
    elif filters == empty.wider.split():
        empty, filters = (_of_records(name) or empty)._replace(wider=""), []
    sentence = _(empty.filtered).format(filters=" ".join(filters)) if filters else _(empty.sentence)
    command = _command(context, name, empty, filters)
    narrate(
        one_line(_("{sentence} Next: {command}").format(sentence=sentence, command=command) if command else sentence)
    )


def _of_records(name: str) -> _Empty | None:
    """Return what an empty list of records means; None if the command lists something else, or what is due there."""
    from deskctl.operations.framework import catalogue

    noun, _space, verb = name.partition(" ")
    if verb != "list":
        return None
    new = _NEW_OF.get(noun) or next((verb for verb in _NEW if verb in catalogue.verbs(noun)), None)
    sentence = _("There is no {kind} on record.").format(kind=_(RECORD_WORDS.get(noun.replace("-", "_"), noun)))
    return _Empty(sentence, f"deskctl {noun} {new} --help" if new else "", "--state all")


def _command(context: Context, name: str, empty: _Empty, filters: list[str]) -> str:
    """Return the command to go on with: the same one with a wider view, or without its filters, or another one."""
    option = empty.wider.partition(" ")[0]
    can_widen = (
        option and option not in filters and any(option in parameter.opts for parameter in context.command.params)
    )
    if can_widen and (filters or not empty.command):
        return " ".join(["deskctl", name, *filters, empty.wider])
    if empty.filtered == _NO_WORDS:
        return ""
    return f"deskctl {name}" if filters else empty.command


def _filters(context: Context, others: Collection[str]) -> Iterator[str]:
    """Yield the filters that were given on the command line, as words of a command, without the `others`."""
    for parameter in context.command.params:
        given = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
        if given and parameter.name not in others:
            yield from _words(parameter, context.params[str(parameter.name)])


def _words(parameter: Parameter, value: object) -> Iterator[str]:
    values = value if isinstance(value, (list, tuple)) else [value]
    if parameter.param_type_name == "argument":
        yield from (quote(str(one)) for one in values if parameter.nargs != 1)
    elif value is True:
        yield parameter.opts[0]
    else:
        for one in values:
            yield from (parameter.opts[0], quote(str(one)))
