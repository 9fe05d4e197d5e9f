"""The root of the command line: the commands about the whole desk, and the groups of nouns."""

import inspect
from collections.abc import Mapping
from copy import copy
from typing import Annotated, Any

import typer
from typer._click.globals import get_current_context
from typer.core import TyperCommand, TyperGroup

from deskctl import __version__
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.lazy_groups import LazyGroup, load_command, translated_params
from deskctl.cli.app.options import everywhere
from deskctl.cli.noun_group import NounGroup, is_noun, noun_helps
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads
from deskctl.language.i18n import N_, _, language

_HELP = N_("A support desk in the terminal: every promise to the customer has a clock, every clock its clause.")
_VERSION = "version"
_NAMES = {"help_option_names": ["--help", "-h"]}


class Root(LazyGroup):
    """`deskctl`; without a command it opens the console."""

    def stubs(self) -> Mapping[str, str]:
        """Return the commands about the whole desk, then the nouns."""
        return {name: _(stub.help) for name, stub in commands_of_the_desk().items()} | noun_helps()

    def load(self, ctx: typer.Context, name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """Return a command about the whole desk or the group of a noun."""
        stub = None if name in nouns_with_reads() else commands_of_the_desk().get(name)
        if stub is not None:
            return load_command(name, stub)
        if not is_noun(name):
            return None
        params = [_hidden(param) for param in self.params if param.name != _VERSION]
        return NounGroup(name=name, params=params, rich_markup_mode=None)


def _hidden(param: Any) -> Any:
    """Return a copy of an option that group help does not list."""
    hidden = copy(param)
    hidden.hidden = True
    return hidden


def root() -> TyperGroup:
    """Return the root group; the groups and commands below it are created when they are called."""
    callback = _callback()
    params, _convertors, _context = translated_params(callback)
    return Root(
        callback=lambda **options: callback(get_current_context(), **options),
        params=params,
        help=_(_HELP),
        invoke_without_command=True,
        context_settings=_NAMES,
        rich_markup_mode=None,
    )


def _callback() -> Any:
    version = typer.Option("--version", help=N_("Show the version."), is_eager=True, callback=_print_version)
    own = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
        inspect.Parameter(_VERSION, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[bool, version], default=False),
    ]

    def callback(ctx: typer.Context, *, version: bool, **options: Any) -> None:  # noqa: ARG001
        if ctx.invoked_subcommand is None:
            invocation = Invocation.begin(**options)
            ctx.obj(invocation.path, invocation.set_actor, language())

    callback.__signature__ = inspect.Signature([*own, *everywhere()])  # type: ignore[attr-defined]
    callback.__annotations__ = {}
    return callback


def _print_version(requested: bool) -> None:
    if requested:
        typer.echo(f"deskctl {__version__}")
        raise typer.Exit
