"""Which command writes which shapes with `--json`, as declared with the command."""

from collections.abc import Iterator

from deskctl.cli.schemas import SHAPES
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.cli.stubs.base import Stub
from deskctl.operations.framework import catalogue
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.secret_steps import SecretStep
from deskctl.queries.reference.records import NOUNS as MASTERS

_MAY_REPEAT_A_QUESTION = frozenset({("ticket", "open"), ("ticket", "resolve")})
FILES, DOCUMENT = "attachment", "faq-document"


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


def written_by_step(operation: type[Operation]) -> tuple[str, ...]:
    """Return the shapes that an operation writes: its record, the ticket it opens or is about, a dry run's preview."""
    if operation.noun == FILES:
        return f"{FILES}-step", "foresight"
    if operation.shows == DOCUMENT:
        return f"{DOCUMENT}-step", "foresight"
    noun = operation.changed_noun()
    is_of_a_record = noun in MASTERS and not operation.on_ticket
    secret: tuple[str, ...] = ()
    if issubclass(operation, SecretStep):
        secret = (f"{noun}-secret",) if is_of_a_record else ("step-secret",)
    if may_repeat_a_question(operation):
        return "asked-step", "foresight"
    ticket = ("step",) if not is_of_a_record or "logged" in operation.also else ()
    return (*secret, *((f"{noun}-step",) if is_of_a_record else ()), *ticket, "foresight")


def may_repeat_a_question(operation: type[Operation]) -> bool:
    """Return whether a step may bring up a question that was asked before, and its answer says so."""
    return (operation.noun, operation.verb) in _MAY_REPEAT_A_QUESTION


def fields_of_command(command: str) -> tuple[str, ...]:
    """Return the fields that a command offers for `--fields`."""
    stub = _stub_of(command)
    return tuple(SHAPES[(stub and stub.fields) or written_by(command)[0]])


def _stub_of(command: str) -> Stub | None:
    noun, _space, verb = command.partition(" ")
    return reads(noun).get(verb) if verb else commands_of_the_desk().get(noun)
