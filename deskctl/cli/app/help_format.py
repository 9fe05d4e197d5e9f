"""The help of commands in the current language: drawn by Rich on a terminal, plain text in a pipe."""

from typing import Any

# Typer has no public API for these; its version is pinned.
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter

from deskctl.cli.output.terminal import is_terminal
from deskctl.language.i18n import N_, _

TYPER_TEXTS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Error"),
    N_("Aborted."),
    N_("Aborted!"),
    N_("(deprecated) "),
    N_("(dynamic)"),
    N_("[required]"),
    N_("required"),
    N_("[default: {}]"),
    N_("default: {default}"),
    N_("[env var: {}]"),
    N_("env var: {var}"),
)
"""Texts of Typer itself, which looks them up in our catalogue by gettext."""


class LocalizedHelp(Command):
    """A command whose help is in this format."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help."""
        if is_terminal():
            from deskctl.cli.app.help_panels import HelpPanels

            formatter = HelpPanels()
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage: "))

    def get_help_option(self, ctx: Context) -> Any:
        """Return the help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option
