"""Write what a person marks to the store: in a thread, one after the other in the order of the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskctl.screens.session.jobs import Failed, done, notify_error

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session


def write_in_order(screen: "Screen[Any]", session: "Session", write: Callable[[], None]) -> None:
    """Write once all earlier marks are written, so that of two on one ticket the later one holds."""
    is_first = session.alerts.begin_change(write)
    session.alerted.publish(None)
    if is_first:
        screen.app.run_worker(lambda: _write_all(screen, session), thread=True, group="marks", exit_on_error=False)


def _write_all(screen: "Screen[Any]", session: "Session") -> None:
    """Write until none waits; a mark that cannot be written is reported."""
    waits = True
    while waits:
        outcome = done(session.alerts.unwritten[0])
        if isinstance(outcome, Failed):
            screen.app.call_from_thread(notify_error, screen, outcome.error)
        waits = screen.app.call_from_thread(_end_change, session)


def _end_change(session: "Session") -> bool:
    """Announce that all is written once it is; return True if more waits."""
    waits = session.alerts.end_change()
    if not waits:
        session.alerted.publish(None)
    return waits
