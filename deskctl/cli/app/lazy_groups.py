"""Groups that hold their commands by name and help, and load a command when it is called."""

from abc import abstractmethod
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from inspect import cleandoc
from typing import Any

import typer
from typer._click.core import Context
from typer._click.exceptions import UsageError
from typer._click.formatting import HelpFormatter
from typer._click.globals import get_current_context
from typer.core import TyperCommand, TyperGroup

from deskctl.cli.app.help_format import LocalizedHelp
from deskctl.cli.app.named_arguments import with_named_arguments
from deskctl.cli.app.raw_argv import leading_options, with_listed_fields
from deskctl.cli.output.results import THE_NAMES
from deskctl.cli.stubs.base import Stub
from deskctl.errors import Refused, Usage
from deskctl.language.i18n import N_, _

_OTHER_WORDS: Mapping[str, str] = {
    "backup": "store", "create": "init", "new": "init", "restore": "store", "settings": "config", "setup": "init",
    "user": "staff", "users": "staff",
}  # fmt: skip
"""What a newcomer may type for a command, where no similar name leads to it."""


class DeskCommand(LocalizedHelp, TyperCommand):
    """A command of deskctl."""

    writes: tuple[str, ...] = ()
    """The shapes that it writes with `--json`, see `Stub`."""

    step: str = ""
    """The operation that it performs, such as `visit.depart`; the help names who may perform it."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse the arguments; `--fields` without a value requests the names of the fields.

        A positional argument may also be written as an option: `--customer CUS-01` for `CUS-01`.
        """
        try:
            return super().parse_args(ctx, with_named_arguments(self.params, with_listed_fields(args, THE_NAMES)))
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help, including who may perform the operation."""
        example = self.epilog
        if self.step:
            from deskctl.operations.rules.people.who_may import who_may

            self.epilog = "\n\n".join(filter(None, (who_may(self.step), example)))
        super().format_help(ctx, formatter)
        self.epilog = example

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command, unless `--fields` requests the names of the fields or has a wrong one."""
        if ctx.params.get("fields") is not None:
            from deskctl.cli.app.field_selection import lists_fields

            if lists_fields(self.writes, ctx.params):
                return 0
        try:
            return super().invoke(ctx)
        except Refused as refused:
            refused.is_of_one_write = bool(self.step) and not ctx.params.get("dry_run")
            raise


class LazyGroup(LocalizedHelp, TyperGroup):
    """A group of commands; options before the command are passed on to it."""

    @abstractmethod
    def stubs(self) -> Mapping[str, str]:
        """Return each command with its help, without loading it."""

    @cached_property
    def _helps(self) -> Mapping[str, str]:
        return self.stubs()

    def names(self) -> list[str]:
        """Return the commands in the order of the help."""
        return list(self.stubs())

    @abstractmethod
    def load(self, ctx: typer.Context, name: str) -> TyperCommand | TyperGroup | None:
        """Load one command; return None if there is none of that name."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # noqa: ARG002
        """Return the commands in the order of the help."""
        return self.names()

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override] # noqa: ARG002
        """Return a placeholder with the command's name and help."""
        text = self._helps.get(cmd_name)
        return None if text is None else TyperCommand(cmd_name, help=text)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse the options before the command and keep them for it."""
        before = leading_options(args)
        ctx.meta["deskctl.before"] = args[:before]
        remaining = super().parse_args(ctx, list(args))
        if before == len(args) and not self.invoke_without_command and not ctx.resilient_parsing:
            raise Usage(
                N_("{command} needs a command: {known}."),
                command=ctx.command_path,
                known=", ".join(self.names()),
                hint=f"{ctx.command_path} --help",
            )
        return remaining

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str, Any, list[str]]:  # type: ignore[override]
        """Load the named command, and pass on the options before it."""
        name = args[0]
        command = self.load(ctx, name)
        if command is None and ctx.resilient_parsing:
            return name, None, []
        if command is None:
            raise self._unknown(ctx, name)
        return name, command, [*ctx.meta["deskctl.before"], *args[1:]]

    def _unknown(self, ctx: typer.Context, name: str) -> Usage:
        meant = _OTHER_WORDS.get(name, "")
        near = [meant] if meant in self.names() else get_close_matches(name, self.names(), n=1)
        if not near:
            return Usage(
                N_("{command} has no command {name!r}."),
                command=ctx.command_path,
                name=name,
                hint=_help_of(ctx, name),
            )
        return Usage(
            N_("{command} has no command {name!r}; did you mean {near}?"),
            command=ctx.command_path,
            name=name,
            near=near[0],
            hint=f"{ctx.command_path} {near[0]} --help",
        )


def _help_of(ctx: typer.Context, name: str) -> str:
    """Return the help command to propose for a word: of the root's command of that name, such as `import`, if any."""
    root = ctx.find_root()
    if isinstance(root.command, LazyGroup) and name in root.command.names():
        return f"{root.command_path} {name} --help"
    return f"{ctx.command_path} --help"


def load_command(name: str, stub: Stub) -> DeskCommand:
    """Import the module of a stub and return its command."""
    module, function, *word = stub.function.split(":")
    command = getattr(import_module(module), function)
    writes = (stub.fields,) if stub.fields else stub.writes
    return make_command(name, command(*word) if word else command, _(stub.help), stub.example, writes)


def translated_params(function: Any) -> tuple[list[Any], dict[str, Any], str | None]:
    """Return what Typer derives from a signature, with the help texts in the current language."""
    params, convertors, context = typer.main.get_params_convertors_ctx_param_name_from_function(function)
    for param in params:
        if text := getattr(param, "help", None):
            param.help = _(text)
    return params, convertors, context


def make_command(name: str, function: Any, text: str, example: str, writes: tuple[str, ...]) -> DeskCommand:
    """Make a command from a function's signature directly, since Typer itself would inspect it twice."""
    params, convertors, context = translated_params(function)

    def called(**options: Any) -> Any:
        values = {key: convertors[key](value) if key in convertors else value for key, value in options.items()}
        return function(**values, **({context: get_current_context()} if context else {}))

    command = DeskCommand(
        name,
        callback=called,
        params=params,
        help=cleandoc(text),
        epilog=_("Example: {example}").format(example=_(example)) if example else None,
        rich_markup_mode=None,
    )
    command.writes = writes
    return command
