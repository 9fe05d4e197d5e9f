"""The output of a dry run: the events that would be recorded, and the clocks that would change."""

from collections.abc import Iterator
from datetime import tzinfo

from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.output.answers import write_rows
from deskctl.names import ticket_name
from deskctl.operations.perform import ClockChange, OperationResult
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.sla.state import Clock, state_at

_COLUMNS = ("what", "name", "before", "after")


def print_dry_run(invocation: Invocation, done: OperationResult) -> None:
    """Print the events that an operation would record and the clocks that would change."""
    with invocation.reading() as desk:
        clocks = [_change(change, desk) for change in done.changes]
    if invocation.form in {"json", "jsonl"}:
        ticket = None if done.ticket is None else ticket_name(done.ticket)
        shape = {"dry_run": True, "ticket": ticket, "events": list(done.events), "clocks": clocks}
        invocation.show(shape)
    else:
        rows, fields = _rows(done, clocks), invocation.fields
        write_rows(rows, invocation.form, all_fields=_COLUMNS, columns=_COLUMNS, selected=fields)


def _change(change: ClockChange, desk: Reading) -> Shape:
    known = change.after or change.before
    return {
        "clause": known and known.clause,
        "milestone": known and known.milestone,
        "before": _clock_state(change.before, desk.at, desk.zone),
        "after": _clock_state(change.after, desk.at, desk.zone),
    }


def _clock_state(clock: Clock | None, at: int, zone: tzinfo) -> Shape | None:
    if clock is None:
        return None
    return {"state": state_at(clock, at), "due": rfc3339(clock.due, zone), "stop": rfc3339(clock.stop, zone)}


def _rows(done: OperationResult, clocks: list[Shape]) -> Iterator[Shape]:
    for event in done.events:
        yield {"what": "record", "name": event, "before": None, "after": None}
    for change in clocks:
        before, after = (_line(change[side]) for side in ("before", "after"))
        yield {"what": "clock", "name": f"{change['milestone']} {change['clause']}", "before": before, "after": after}


def _line(state: Shape | None) -> str | None:
    return None if state is None else f"{state['state'] or '-'} {state['due'] or '-'}"
