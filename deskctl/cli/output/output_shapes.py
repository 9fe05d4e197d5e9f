"""Which command writes which shapes with `--json`: each one says so where it is declared."""

from collections.abc import Iterator

from deskctl.cli.schemas import SHAPES
from deskctl.cli.stubs import readable, reads, words_of_the_desk
from deskctl.cli.stubs.base import Stub
from deskctl.operations.framework import catalogue
from deskctl.operations.framework.base import Operation
from deskctl.queries.reference.records import NOUNS as MASTERS


def commands() -> Iterator[str]:
    """Yield every command: the words of the desk, then the nouns by name."""
    yield from words_of_the_desk()
    for noun in sorted({*readable(), *catalogue.NOUNS}):
        yield from (f"{noun} {verb}" for verb in (*reads(noun), *catalogue.verbs(noun)))


def written_by(command: str) -> tuple[str, ...]:
    """Return the shapes that a command writes, the first one as a rule."""
    stub = _stub_of(command)
    if stub is not None:
        return stub.writes
    noun, _space, verb = command.partition(" ")
    return written_by_step(catalogue.find(noun, verb))


def written_by_step(operation: type[Operation]) -> tuple[str, ...]:
    """Return the shapes that an operation writes: the ticket or the master it was taken on, and what it would do."""
    is_of_a_master = operation.noun in MASTERS and not operation.on_ticket
    return (f"{operation.noun}-step" if is_of_a_master else "step", "foresight")


def fields_of_command(command: str) -> tuple[str, ...]:
    """Return the fields that `--fields` of a command knows."""
    stub = _stub_of(command)
    return tuple(SHAPES[(stub and stub.fields) or written_by(command)[0]])


def _stub_of(command: str) -> Stub | None:
    noun, _space, verb = command.partition(" ")
    return reads(noun).get(verb) if verb else words_of_the_desk().get(noun)
