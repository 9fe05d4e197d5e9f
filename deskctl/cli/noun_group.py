"""The group of a noun: its reads and its operations."""

from collections.abc import Mapping
from typing import Any

import typer
from typer.core import TyperCommand

from deskctl.cli.app.lazy_groups import LazyGroup, load_command
from deskctl.cli.stubs import NOUNS, nouns_with_reads, reads
from deskctl.language.i18n import _


def noun_helps() -> dict[str, str]:
    """Return every noun with its help."""
    from deskctl.operations.framework import catalogue

    return {noun: _(text) for noun, text in sorted((dict(catalogue.NOUNS) | dict(NOUNS)).items())}


def is_noun(name: str) -> bool:
    """Return whether a word is a noun; the catalogue is loaded only for nouns without reads."""
    return name in nouns_with_reads() or name in noun_helps()


_OF_TWO_WORDS: Mapping[tuple[str, ...], str] = {("course", "file", "add"): "publish"}
"""Two words that may be written in place of a verb."""


class NounGroup(LazyGroup):
    """`deskctl NOUN`: reads first, then operations."""

    @property
    def noun(self) -> str:
        """The name of the noun."""
        return str(self.name)

    def stubs(self) -> Mapping[str, str]:
        """Return the reads, then the operations, with their help."""
        from deskctl.operations.framework import catalogue

        own_reads = {verb: _(stub.help) for verb, stub in reads(self.noun).items()}
        verbs = {verb: _(catalogue.help_of(self.noun, verb)) for verb in catalogue.verbs(self.noun)}
        return own_reads | verbs

    def names(self) -> list[str]:
        """Return the reads, then the operations, without loading any operation."""
        from deskctl.operations.framework import catalogue

        return [*reads(self.noun), *catalogue.verbs(self.noun)]

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str, Any, list[str]]:  # type: ignore[override]
        """Load the named command; some may be written as two words, such as `course file add`."""
        verb = _OF_TWO_WORDS.get((self.noun, *args[:2]))
        return super().resolve_command(ctx, [verb, *args[2:]] if verb else args)

    def load(self, ctx: typer.Context, name: str) -> TyperCommand | None:  # noqa: ARG002
        """Return the command of a read or of an operation."""
        stub = reads(self.noun).get(name)
        if stub is not None:
            return load_command(name, stub)
        from deskctl.operations.framework import catalogue

        if name not in catalogue.verbs(self.noun):
            return None
        from deskctl.cli.writes.operation_command import operation_command

        return operation_command(catalogue.find(self.noun, name))

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the help of the noun."""
        self.help = noun_helps()[self.noun]
        super().format_help(ctx, formatter)
