"""Jobs outside the event loop: each runs in a thread and posts one message, its result or an error."""

from collections.abc import Callable
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.worker import get_current_worker

from deskctl.errors import DeskError, StoreUnusable
from deskctl.language.i18n import N_, _
from deskctl.safe_text import visible

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


_Result = TypeVar("_Result")

BANNER = "store-trouble"
"""The id of the banner that shows on every screen that the store cannot be read."""


OPENS, FINDS = "opens", "finds"
"""The names of jobs whose results change the meaning of the next key, which waits.

Text that is typed into a field does not wait for `FINDS`.
"""

_FAULT = N_("Internal error ({kind}); the console continues. See the log for details.")


@dataclass
class Failed(Message):
    """A job failed."""

    error: DeskError


def in_background(
    screen: "Screen[Any] | App[Any]", job: Callable[[], Message], group: str, *, delay: float = 0, name: str = ""
) -> None:
    """Run a job in a thread after `delay` seconds. A newer job of the same group cancels it."""

    def run() -> None:
        sleep(delay)
        if get_current_worker().is_cancelled:
            return
        message = done(job)
        if get_current_worker().is_cancelled:
            return
        if isinstance(message, Failed) and not hasattr(screen, "on_failed"):
            screen.app.call_from_thread(notify_error, screen, message.error)
        else:
            screen.post_message(message)

    screen.run_worker(run, name=name, group=group, exclusive=True, thread=True)


def is_running(screen: "Screen[Any]", group: str) -> bool:
    """Return True while a job of a group is running for a screen."""
    mine = (worker for worker in screen.workers if worker.node is screen and worker.group == group)
    return any(not worker.is_finished for worker in mine)


def done(job: Callable[[], _Result]) -> _Result | Failed:
    """Run a job and return its result; any error becomes a message, since no job may end the console."""
    try:
        return job()
    except DeskError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001 - an internal error is logged and reported
        from deskctl.store.log import log_file, note_failure

        note_failure(error)
        return Failed(DeskError(_FAULT, kind=type(error).__name__, hint=str(log_file())))


def notify_error(screen: "Screen[Any] | App[Any]", error: DeskError) -> None:
    """Show why something failed, unless the banner already shows that the store cannot be read."""
    if not (isinstance(error, StoreUnusable) and screen.query(f"#{BANNER}")):
        screen.notify(error_text(error), severity="error", markup=False)


def error_text(error: DeskError) -> str:
    """Return the text of an error with its clause and hint."""
    from deskctl.screens.session.remedy_hints import remedy_hint

    parts = [error.text(_)]
    if error.clause:
        parts.append(_("Clause {clause}").format(clause=error.clause))
    if hint := remedy_hint(error):
        parts.append(hint)
    return visible("\n".join(parts))
