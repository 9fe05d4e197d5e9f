"""Performing an operation on one ticket or on many, and printing the result."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from deskctl import clock
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.stdin import STDIN
from deskctl.cli.output.step_shapes import DOCUMENT, FILES, may_repeat_a_question
from deskctl.cli.writes.dry_run_output import dry_run_rows, print_dry_run, write_dry_runs
from deskctl.cli.writes.many_tickets import for_each
from deskctl.cli.writes.repetition import repetition
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.values import blank
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.records import NOUNS, show_record
from deskctl.queries.ticket.json_rows import ticket_shape
from deskctl.queries.tickets.ticket_row import get_ticket

_QUESTION, _TRAINING_NEED, _ADVICE = "question", "training_need", "advice"
_COLUMNS = ("action", "ticket", "status", "next_milestone", "next_due_at", "title", "owner")


def record_operation(invocation: Invocation, step: Operation, ticket: str | None, password: str | None = None) -> int:
    """Perform an operation and print its result; with `-` as the ticket, for every ticket named on stdin.

    A generated password is printed only this once.
    """
    if ticket == STDIN:
        return _record_on_many(invocation, step)
    number = None if ticket is None else ticket_number(ticket)
    with _prepared_document(invocation, step) as put_in_place:
        done = perform(invocation.path, step, number, _context(invocation, invocation.key))
        invocation.warn(done.notices)
        put_in_place(str(done.record))
    once = {"password": password} if password and not done.repeated else {}
    if invocation.dry_run:
        print_dry_run(invocation, done)
    elif step.noun == FILES:
        invocation.show(_file(invocation, done))
    elif done.record is not None and step.shows == DOCUMENT:
        invocation.show(_document(invocation, done))
    elif done.record is not None and (noun := step.record_noun()) in NOUNS:
        invocation.show({**_record(invocation, noun, done), **once}, noun)
    elif once or invocation.form in {"json", "jsonl"}:
        asks, need = may_repeat_a_question(type(step)), getattr(step, "need", None)
        invocation.show({**_shape(invocation, done, asks=asks, need=need), **once})
    else:
        invocation.write([_shape(invocation, done)], "step", _COLUMNS)
    return 0


def check_operation(invocation: Invocation, step: Operation, number: int) -> None:
    """Raise the error with which an operation would be refused now; nothing is written."""
    perform(invocation.path, step, number, _context(invocation, None)._replace(dry_run=True))


def _record_on_many(invocation: Invocation, step: Operation) -> int:
    """Perform the operation on every ticket on stdin, each in its own transaction."""

    def take(number: int) -> list[Shape]:
        key = f"{invocation.key}/{number}" if invocation.key is not None else None
        done = perform(invocation.path, step, number, _context(invocation, key))
        invocation.warn(done.notices)
        return dry_run_rows(invocation, done) if invocation.dry_run else [_shape(invocation, done)]

    def write(rows: Iterable[Shape]) -> None:
        if invocation.dry_run:
            write_dry_runs(invocation, rows)
        else:
            invocation.write(rows, "step", _COLUMNS)

    return for_each(invocation, take, write)


def _context(invocation: Invocation, key: str | None) -> RequestContext:
    if invocation.note == "":
        raise blank("note")
    return RequestContext(
        now=clock.now(),
        actor=invocation.set_actor,
        at=invocation.moment(invocation.at) if invocation.at is not None else None,
        key=key,
        note=invocation.note or "",
        dry_run=invocation.dry_run,
        if_seq=invocation.if_seq,
    )


def _record(invocation: Invocation, noun: str, done: OperationResult) -> Shape:
    with invocation.reading() as desk:
        return {**_action(invocation, done), **show_record(desk.conn, noun, str(done.record), desk.zone)}


def _file(invocation: Invocation, done: OperationResult) -> Shape:
    from deskctl.queries.files.file_lists import file_of_action, show_file

    seq = int(str(done.action).rpartition("/")[2])
    with invocation.reading() as desk:
        name = file_of_action(desk.conn, done.ticket, done.record, seq)
        return {**_action(invocation, done), **show_file(desk.conn, str(name), desk.zone)}


def _prepared_document(invocation: Invocation, step: Operation) -> AbstractContextManager[Callable[[str], object]]:
    """Return the context that writes the document of an operation with an `output`, and moves it into place."""
    output = getattr(step, "output", None)
    if output is None or step.shows != DOCUMENT or invocation.dry_run:
        return nullcontext(len)
    from deskctl.cli.documents.answer_package import prepared_package

    document, version = getattr(step, "document", None), getattr(step, "version", None)
    return prepared_package(invocation, document, version, output, getattr(step, "format", None))


def _document(invocation: Invocation, done: OperationResult) -> Shape:
    from deskctl.queries.knowledge.document_contents import document_shape, require_document

    with invocation.reading() as desk:
        return {**_action(invocation, done), **document_shape(desk.conn, require_document(desk.conn, str(done.record)))}


def _shape(invocation: Invocation, done: OperationResult, *, asks: bool = False, need: str | None = None) -> Shape:
    if done.ticket is None:
        from deskctl.cli.schemas import fields_of

        return {**_action(invocation, done), **dict.fromkeys(fields_of("ticket"))}
    with invocation.reading() as desk:
        row = ticket_shape(get_ticket(desk.conn, done.ticket), desk.at, desk.zone)
        asked = {**_need(desk, done.ticket, row["kind"]), _ADVICE: _advice(desk, done.ticket, need)} if asks else {}
        return {**_action(invocation, done), **row, **asked}


def _advice(desk: Reading, number: int, need: str | None) -> Shape | None:
    """Return the recommended service mode for a need of the customer; None without a need."""
    if need is None:
        return None
    from deskctl.queries.knowledge.mode_advice import advice_on_ticket

    return advice_on_ticket(desk.conn, number, need, desk.at)


def _need(desk: Reading, number: int, kind: str) -> Shape:
    """Return the tickets with the same question, if there are enough of them to suggest a training."""
    if kind != _QUESTION:
        return {_TRAINING_NEED: None}
    from deskctl.queries.knowledge.training_needs import KIND, need_of_ticket
    from deskctl.queries.reference.policies import current_duty_rules

    need = need_of_ticket(desk.conn, current_duty_rules(desk.conn)[KIND], number, desk.at)
    return {_TRAINING_NEED: [ticket_name(one.number) for one in need.questions] if need else None}


def _action(invocation: Invocation, done: OperationResult) -> Shape:
    """Return the id of the action, and whether its key was used before."""
    return {"action": done.action, **repetition(invocation, done)}
