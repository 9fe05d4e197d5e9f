"""A dry run reports what would be recorded and does not wait for other writers."""

import json
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from another_writer import another_writer
from command_lines import perform_command
from workbench import NOW, Workbench

from deskctl.desk.desk import Desk
from deskctl.errors import DeskError
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.perform import RequestContext
from deskctl.operations.rules.advice.available_steps import next_steps
from deskctl.operations.tickets.calls import Note
from deskctl.screens.ticket.undo_preview import find_undo
from deskctl.store.open import open_reader
from deskctl.store.wait_limit import wait_at_most


def test_a_dry_run_reports_what_the_operation_records(desk: Workbench) -> None:
    """The dry run of each example reports the same events, clocks, ticket and action as the operation itself."""
    compared = 0
    for name in names():
        example = find(*name.split(".", 1)).example
        try:
            rehearsed = perform_command(desk, example, dry_run=True)
        except DeskError:
            continue
        done = perform_command(desk, example)
        assert done._replace(afterwards=()) == rehearsed._replace(afterwards=()), example
        compared += 1
    assert compared > 60


def test_a_dry_run_leaves_the_store_as_it_was(desk: Workbench) -> None:
    """A dry run of a new ticket changes no row and no counter."""
    before = desk.dump()
    desk.do("ticket.open", contact="P-0101", title="till restarts", severity="severe", dry_run=True, key="K")
    assert desk.dump() == before


def test_a_dry_run_does_not_wait_for_a_writer(desk: Workbench) -> None:
    """While another program writes, a dry run, the undo preview and the next steps of the console are there at once."""
    with another_writer(desk.path):
        assert desk.do("ticket.note", 71, text="seen", dry_run=True).events == ("contact",)
        session: Any = SimpleNamespace(store=desk.path, actor="LE1", now=lambda: NOW)
        assert find_undo(session, 69).action.event
        with closing(open_reader(desk.path)) as conn:
            assert next_steps(conn, 69, int(NOW.timestamp()))


_LINES = [
    {"do": "ticket.open", "contact": "P-0101", "title": "till stops", "key": "call"},
    {"do": "ticket.close", "ticket": "key:call"},
    {"do": "ticket.note", "ticket": "key:call", "text": "seen"},
]


def _dry_run_of_lines(desk: Workbench, *, atomic: bool = False) -> list[dict[str, Any]]:
    context = RequestContext(now=NOW, actor="HL1", dry_run=True)
    return [*run_batch(desk.path, map(json.dumps, _LINES), atomic=atomic, context=context)]


def test_a_dry_run_of_a_batch_does_not_wait_for_a_writer(desk: Workbench) -> None:
    """While another program writes, the dry run of a batch returns the same results and changes no file of the desk."""
    alone = _dry_run_of_lines(desk)
    assert [(one["ok"], one.get("ticket")) for one in alone] == [(True, "T-073"), (False, None), (True, "T-073")]
    with another_writer(desk.path):
        assert _dry_run_of_lines(desk) == alone
        assert _dry_run_of_lines(desk, atomic=True)[1] == alone[1]


def test_nobody_waits_for_a_dry_run_of_a_batch(desk: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a line of a dry run is performed, others write to the desk, and the dry run does not see their changes."""
    opened: list[int] = []
    note = Note.run

    def note_slowly(self: Note, recording: Desk) -> None:
        opened.append(desk.opened(title="meanwhile"))
        note(self, recording)

    monkeypatch.setattr(Note, "run", note_slowly)
    wait_at_most(0)
    try:
        results = _dry_run_of_lines(desk)
    finally:
        wait_at_most(None)
    assert [one.get("ticket") for one in results] == ["T-073", None, "T-073"]
    assert opened == [73]
    assert desk.opened() == 74
