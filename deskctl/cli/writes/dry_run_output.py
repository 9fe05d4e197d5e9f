"""The output of a dry run: the events that would be recorded, and the clocks that would change."""

from collections.abc import Iterable, Iterator

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.results import naming_output_errors, write_rows
from deskctl.cli.writes.repetition import repetition
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.operations.changed_clocks import changed_clocks
from deskctl.operations.perform import OperationResult
from deskctl.queries.json_values import Shape
from deskctl.safe_text import one_line

_COLUMNS = ("what", "name", "before", "after")


def print_dry_run(invocation: Invocation, done: OperationResult) -> None:
    """Print the events that an operation would record and the clocks that would change."""
    shape = _object(invocation, done)
    if _is_one_object(invocation):
        invocation.show(shape)
        return
    _write(invocation, _shown(invocation, shape), _COLUMNS)
    _explain_empty(invocation, done, shape)


def _explain_empty(invocation: Invocation, done: OperationResult, shape: Shape) -> None:
    """Say why no action would be recorded, if that is so."""
    if done.repeated:
        narrate(one_line(_("The key {key} was used before: nothing would be recorded.").format(key=invocation.key)))
    elif not done.events:
        sentence = N_("The draft of {ticket} would be saved; no action would be recorded, and no clock would change.")
        narrate(_(sentence).format(ticket=shape["ticket"]))


def dry_run_rows(invocation: Invocation, done: OperationResult) -> list[Shape]:
    """Return the rows of one ticket among many: one object, or a row for each event and each clock."""
    shape = _object(invocation, done)
    if _is_one_object(invocation):
        return [shape]
    _explain_empty(invocation, done, shape)
    return list(_shown(invocation, shape))


def write_dry_runs(invocation: Invocation, rows: Iterable[Shape]) -> None:
    """Write the rows of many tickets."""
    if _is_one_object(invocation):
        invocation.write(rows, "foresight")
    else:
        _write(invocation, rows, ("ticket", *_COLUMNS))


def _is_one_object(invocation: Invocation) -> bool:
    """Return whether a ticket is one object: in JSON, and if fields of the object are selected."""
    return invocation.form in {"json", "jsonl"} or invocation.fields is not None


def _object(invocation: Invocation, done: OperationResult) -> Shape:
    with invocation.reading() as desk:
        clocks = changed_clocks(done.changes, desk.at, desk.zone)
    ticket = None if done.ticket is None else ticket_name(done.ticket)
    shape = {"dry_run": True, "ticket": ticket, "events": list(done.events), "clocks": clocks}
    return {**shape, **repetition(invocation, done)}


def _write(invocation: Invocation, rows: Iterable[Shape], columns: tuple[str, ...]) -> None:
    with naming_output_errors():
        write_rows(rows, invocation.form, all_fields=columns, columns=columns, raw=invocation.raw, file=invocation.xlsx)


def _rows(shape: Shape) -> Iterator[Shape]:
    ticket = {"ticket": shape["ticket"]}
    for event in shape["events"]:
        yield {**ticket, "what": "record", "name": event, "before": None, "after": None}
    for change in shape["clocks"]:
        before, after = (_line(change[side]) for side in ("before", "after"))
        name = f"{change['milestone']} {change['clause']}"
        yield {**ticket, "what": "clock", "name": name, "before": before, "after": after}


def _shown(invocation: Invocation, shape: Shape) -> Iterator[Shape]:
    """Yield the rows of a dry run; a table for people has words and short times in place of codes."""
    if invocation.form != "table":
        yield from _rows(shape)
        return
    from deskctl.cli.output.cell_texts import cell_text

    ticket = {"ticket": shape["ticket"]}
    for event in shape["events"]:
        name = cell_text("event", event, "action")
        yield {**ticket, "what": _("action"), "name": name, "before": None, "after": None}
    for change in shape["clocks"]:
        states = {
            side: state and " ".join(cell_text(field, state[field], "clock") for field in ("state", "due"))
            for side in ("before", "after")
            for state in (change[side],)
        }
        name = f"{cell_text('milestone', change['milestone'], 'clock')} {change['clause']}"
        yield {**ticket, "what": _("promise"), "name": name, **states}


def _line(state: Shape | None) -> str | None:
    return None if state is None else f"{state['state'] or '-'} {state['due'] or '-'}"
