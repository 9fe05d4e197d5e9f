"""The options of filters: each takes several values, and has an opposite."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.options import read_command
from deskctl.errors import Usage
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.language.words import filter_words
from deskctl.queries.conditions.filter_values import values_of
from deskctl.queries.conditions.filters import NOBODY

ME = "me"


class FilterOption(NamedTuple):
    """A filter of a list: its name, metavar and help, and whether it has an opposite."""

    name: str
    metavar: str
    help: str
    opposite: bool = True


def filter_parameters(filters: Sequence[FilterOption]) -> list[inspect.Parameter]:
    """Declare the options of filters: `--NAME`, and `--not-NAME` for the opposite."""
    parameters = []
    for one in filters:
        parameters.append(_parameter(one.name, one.metavar, one.help))
        if one.opposite:
            parameters.append(_parameter(f"not_{one.name}", one.metavar, N_("Exclude these.")))
    return parameters


def filtered(command: Callable[..., None], filters: Sequence[FilterOption]) -> Callable[..., None]:
    """Add the options of filters to the command of a read, after its own options."""
    own = inspect.signature(command).parameters.values()
    named = [one for one in own if one.kind is not inspect.Parameter.VAR_KEYWORD]
    return read_command(command, [*named, *filter_parameters(filters)])


def given_values(options: Mapping[str, list[str] | None], name: str) -> tuple[str, ...]:
    """Return the values of a filter's option; raises `Usage` for an empty one."""
    words = options.get(name)
    return values_of(words, f"--{name.replace('_', '-')}") if words is not None else ()


def owner_codes(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a filter for people, with the codes for the words of the actor and of nobody."""
    return tuple(_owner_code(value) for value in values)


def _owner_code(value: str) -> str:
    if value in filter_words.ME:
        return ME
    return NOBODY if value in filter_words.NOBODY else value


def given_words(words: Sequence[str] | None) -> str:
    """Return the words to search for as one text; raises `Usage` for blank ones, which would find everything."""
    text = " ".join(words or ())
    if words and is_blank(text):
        raise Usage(N_("{option} needs a value."), option="WORDS")
    return text


def chosen_codes(field: str, option: str, values: Sequence[str], valid: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the values of a filter, each written as a code or its word; raises `Usage`.

    `field` names the words; `none`, which stands for an empty value, stays as it is.
    """
    return tuple(value if value == NOBODY else choice(field, option, value, valid) for value in values)


def _parameter(name: str, metavar: str, text: str) -> inspect.Parameter:
    option = typer.Option(f"--{name.replace('_', '-')}", metavar=metavar, help=text)
    annotation: Any = Annotated[list[str] | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)
