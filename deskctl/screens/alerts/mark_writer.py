"""Writing a person's marks to the store, in a thread and in the order of the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskctl.screens.session.jobs import Failed, done, notify_error

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session


def write_in_order(screen: "Screen[Any]", session: "Session", write: Callable[[], None]) -> None:
    """Write after all earlier marks, so that the later one of two on a ticket wins."""
    is_first = session.alerts.begin_change(write)
    session.alerted.publish(None)
    if is_first:
        screen.app.run_worker(lambda: _write_all(screen, session), thread=True, group="marks", exit_on_error=False)


def _write_all(screen: "Screen[Any]", session: "Session") -> None:
    """Write all waiting marks, and report errors."""
    waits = True
    while waits:
        outcome = done(session.alerts.unwritten[0])
        if isinstance(outcome, Failed):
            screen.app.call_from_thread(notify_error, screen, outcome.error)
        waits = screen.app.call_from_thread(_end_change, session)


def _end_change(session: "Session") -> bool:
    """Remove a written mark; publish a change if it was the last one; return True if more are waiting."""
    waits = session.alerts.end_change()
    if not waits:
        session.alerted.publish(None)
    return waits
