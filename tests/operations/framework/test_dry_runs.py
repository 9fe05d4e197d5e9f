"""A dry run says what would be recorded, and waits for nobody."""

from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

from spoken import do_as_requested
from workbench import NOW, Workbench

from deskctl.errors import DeskError
from deskctl.operations.framework.catalogue import find, names
from deskctl.screens.ticket.undo_preview import find_undo
from deskctl.store.sqlite.writing.writer import writing_once
from deskctl.store.wait_limit import wait_at_most


def test_a_dry_run_says_what_the_step_records(desk: Workbench) -> None:
    """Whatever operation it is: the same events, clocks, ticket and action as the step itself."""
    compared = 0
    for name in names():
        example = find(*name.split(".", 1)).example
        try:
            rehearsed = do_as_requested(desk, example, dry_run=True)
        except DeskError:
            continue
        done = do_as_requested(desk, example)
        assert done._replace(afterwards=()) == rehearsed._replace(afterwards=()), example
        compared += 1
    assert compared > 60


def test_a_dry_run_leaves_the_store_as_it_was(desk: Workbench) -> None:
    """Nothing is written: not the ticket, not its clocks, no number is taken."""
    before = desk.dump()
    desk.do("ticket.open", contact="P-0101", title="till restarts", severity="severe", dry_run=True, key="K")
    assert desk.dump() == before


def test_a_dry_run_does_not_wait_for_a_writer(desk: Workbench) -> None:
    """While another program writes, a dry run and the console's question what can be undone are answered at once."""
    with ExitStack() as stack:
        stack.callback(wait_at_most, None)
        stack.enter_context(writing_once(desk.path))
        wait_at_most(0)
        assert desk.do("ticket.note", 71, text="seen", dry_run=True).events == ("contact",)
        sitting: Any = SimpleNamespace(store=desk.path, actor="LE1", now=lambda: NOW)
        assert find_undo(sitting, 69).action.event
