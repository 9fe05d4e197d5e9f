"""The shapes that each command writes with `--json`, from the declarations of the commands."""

from collections.abc import Iterator

from deskctl.cli.output.step_shapes import written_by_step
from deskctl.cli.schemas import fields_of
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.cli.stubs.base import Stub
from deskctl.operations.framework import catalogue


def commands() -> Iterator[str]:
    """Yield every command: those about the whole desk, then the nouns by name."""
    yield from commands_of_the_desk()
    for noun in sorted({*nouns_with_reads(), *catalogue.NOUNS}):
        yield from (f"{noun} {verb}" for verb in (*reads(noun), *catalogue.verbs(noun)))


def written_by(command: str) -> tuple[str, ...]:
    """Return the shapes that a command writes, the usual one first."""
    stub = _stub_of(command)
    if stub is not None:
        return stub.writes
    noun, _space, verb = command.partition(" ")
    return written_by_step(catalogue.find(noun, verb))


def fields_of_command(command: str) -> tuple[str, ...]:
    """Return the fields that a command offers for `--fields`."""
    stub = _stub_of(command)
    return fields_of((stub and stub.fields) or written_by(command)[0])


def _stub_of(command: str) -> Stub | None:
    noun, _space, verb = command.partition(" ")
    return reads(noun).get(verb) if verb else commands_of_the_desk().get(noun)
