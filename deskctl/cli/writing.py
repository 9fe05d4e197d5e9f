"""Taking a step on one ticket or on many, and telling what was recorded."""

import json
import sys
from collections.abc import Iterable

from deskctl import clock
from deskctl.cli.complaint import tell
from deskctl.cli.foresight import tell_foresight
from deskctl.cli.front import Front
from deskctl.cli.output import write_one, write_rows
from deskctl.errors import BadData, DeskError
from deskctl.i18n import N_
from deskctl.names import ticket_number
from deskctl.operations.base import Operation
from deskctl.operations.perform import Call, Done, perform
from deskctl.queries.shapes import TICKET_FIELDS, Shape, ticket_shape
from deskctl.queries.tickets import get_ticket

STDIN = "-"
_FIELDS = ("action", *TICKET_FIELDS)
_COLUMNS = ("action", "ticket", "status", "next_milestone", "next_due_at", "title", "owner")


def take_steps(front: Front, step: Operation, ticket: str | None) -> int:
    """Take a step and tell it; `-` for the ticket takes it on every ticket named on stdin, each by itself."""
    if ticket == STDIN:
        return _take_many(front, step, sys.stdin)
    number = None if ticket is None else ticket_number(ticket)
    done = perform(front.path, step, number, _call(front, front.key))
    if front.dry_run:
        tell_foresight(front, done)
    elif front.form in {"json", "jsonl"}:
        write_one(_shape(front, done), front.form, said=front.fields)
    else:
        _write(front, [_shape(front, done)])
    return 0


def _take_many(front: Front, step: Operation, lines: Iterable[str]) -> int:
    """Take the step on each ticket; a refusal is told and does not stop the rest."""
    rows: list[Shape] = []
    code = 0
    for place, line in enumerate(lines, 1):
        try:
            number = _number(line, place)
            if number is not None:
                key = f"{front.key}/{number}" if front.key else None
                done = perform(front.path, step, number, _call(front, key))
                rows += [] if front.dry_run else [_shape(front, done)]
        except DeskError as error:
            tell(error, as_json=front.form in {"json", "jsonl"}, store=front.path)
            code = code or error.exit_code
    _write(front, rows)
    return code


def _call(front: Front, key: str | None) -> Call:
    return Call(
        now=clock.now(),
        actor=front.actor,
        at=front.moment(front.at) if front.at else None,
        key=key,
        note=front.note or "",
        dry_run=front.dry_run,
    )


def _number(line: str, place: int) -> int | None:
    """Read the ticket of a line: a name, the first column of plain text, or an object with `ticket`."""
    text = line.strip()
    if not text:
        return None
    if not text.startswith("{"):
        return ticket_number(text.split("\t")[0])
    try:
        said = json.loads(text)["ticket"]
    except (ValueError, KeyError) as error:
        raise BadData(N_("This line names no ticket."), line=place, field="ticket") from error
    return ticket_number(str(said))


def _shape(front: Front, done: Done) -> Shape:
    if done.ticket is None:
        return {"action": done.action, **dict.fromkeys(TICKET_FIELDS)}
    with front.reading() as desk:
        return {"action": done.action, **ticket_shape(get_ticket(desk.conn, done.ticket), desk.at, desk.zone)}


def _write(front: Front, rows: Iterable[Shape]) -> None:
    write_rows(rows, front.form, known=_FIELDS, columns=_COLUMNS, said=front.fields)
