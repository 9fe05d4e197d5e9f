"""A dry run reports what would be recorded and does not wait for other writers."""

from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

from command_lines import perform_command
from workbench import NOW, Workbench

from deskctl.errors import DeskError
from deskctl.operations.framework.catalogue import find, names
from deskctl.screens.ticket.undo_preview import find_undo
from deskctl.store.sqlite.writing.writer import writing_once
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
    """While another program writes, a dry run and the undo preview of the console still return at once."""
    with ExitStack() as stack:
        stack.callback(wait_at_most, None)
        stack.enter_context(writing_once(desk.path))
        wait_at_most(0)
        assert desk.do("ticket.note", 71, text="seen", dry_run=True).events == ("contact",)
        session: Any = SimpleNamespace(store=desk.path, actor="LE1", now=lambda: NOW)
        assert find_undo(session, 69).action.event
