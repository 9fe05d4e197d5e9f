"""The root of the commands: the few words that concern the whole desk, and the nouns."""

import inspect
from collections.abc import Mapping
from copy import copy
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from deskctl import __version__
from deskctl.cli.app.invocation import Front
from deskctl.cli.app.lazy_groups import LazyGroup, load_leaf
from deskctl.cli.app.options import everywhere
from deskctl.cli.noun_group import NounGroup, is_noun, noun_helps
from deskctl.cli.stubs import readable, words_of_the_desk
from deskctl.language.i18n import N_, _, language

_HELP = N_("A support desk in the terminal: every promise to the customer has a clock, every clock its clause.")
_NAMES = {"help_option_names": ["--help", "-h"]}


class Root(LazyGroup):
    """`deskctl`: alone it opens the console."""

    def stubs(self) -> Mapping[str, str]:
        """Return the words of the desk, then the nouns."""
        return {name: _(stub.help) for name, stub in words_of_the_desk().items()} | noun_helps()

    def load(self, ctx: typer.Context, name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """Make a command of the desk or the group of a noun."""
        stub = None if name in readable() else words_of_the_desk().get(name)
        if stub is not None:
            return load_leaf(name, stub)
        if not is_noun(name):
            return None
        reported = {parameter.name for parameter in everywhere()}
        params = [_hidden(param) for param in self.params if param.name in reported]
        return NounGroup(name=name, params=params, rich_markup_mode=None)


def _hidden(param: Any) -> Any:
    """Take an option along that the help of the commands tells anyway."""
    taken = copy(param)
    taken.hidden = True
    return taken


def root() -> TyperGroup:
    """Make the root; groups and commands below it are made when they are called."""
    app = typer.Typer(
        cls=Root,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings=_NAMES,
    )
    app.callback(help=_(_HELP))(_callback())
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError(group)
    return group


def _callback() -> Any:
    version = typer.Option("--version", help=_("Tell the version."), is_eager=True, callback=_tell_version)
    own = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
        inspect.Parameter(
            "version", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[bool, version], default=False
        ),
    ]

    def callback(ctx: typer.Context, *, version: bool, **reported: Any) -> None:  # noqa: ARG001
        if ctx.invoked_subcommand is None:
            front = Front(**reported)
            ctx.obj(front.path, front.set_actor, language())

    callback.__signature__ = inspect.Signature([*own, *everywhere()])  # type: ignore[attr-defined]
    callback.__annotations__ = {}
    return callback


def _tell_version(reported: bool) -> None:
    if reported:
        typer.echo(f"deskctl {__version__}")
        raise typer.Exit
