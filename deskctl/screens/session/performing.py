"""Take a step on the store; runs in a thread."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.message import Message

from deskctl.errors import DeskError
from deskctl.language.i18n import _, either
from deskctl.queries.search.choices import clause_words
from deskctl.safe import visible
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.perform import Done

_WRITING = "deskctl.operations.perform"
_TAKING = "step"
_PATIENCE = 1.5


@dataclass
class Performed(Message):
    """A step was recorded."""

    done: "Done"


@dataclass
class NotPerformed(Message):
    """A step was refused or failed; `words` are those of the clause that says so."""

    error: DeskError
    words: str = ""


@dataclass(frozen=True)
class Step:
    """An operation with the ticket, the time and the note it is to be recorded with; `at` None means now."""

    operation: "Operation"
    number: int | None
    at: datetime | None = None
    note: str = ""


def take_step(session: Session, step: Step) -> Message:
    """Record a step, or say which clause forbids it."""
    from deskctl.operations.perform import Call, perform

    call = Call(now=session.now(), actor=session.actor, at=step.at, note=step.note)
    try:
        return Performed(perform(session.store, step.operation, step.number, call))
    except DeskError as error:
        return NotPerformed(error, words_of(session, error.clause))


def take(screen: "Screen[Any]", job: Callable[[], Message]) -> None:
    """Let a thread take a step; while it is at it no second one begins, however often the key is pressed."""
    if is_taking(screen):
        screen.notify(_("It is being saved."), timeout=3)
        return
    in_background(screen, job, _TAKING)
    screen.set_timer(_PATIENCE, lambda: _tell_of_waiting(screen))


def is_taking(screen: "Screen[Any]") -> bool:
    """Return whether a step of a screen is being taken."""
    mine = (worker for worker in screen.workers if worker.node is screen and worker.group == _TAKING)
    return any(not worker.is_finished for worker in mine)


def _tell_of_waiting(screen: "Screen[Any]") -> None:
    if is_taking(screen):
        reported = _("The store is in use by another program. It is saved as soon as that lets go of it.")
        screen.notify(reported, severity="warning", timeout=10)


def words_of(session: Session, clause: str | None) -> str:
    """Quote a clause in the present language; nothing where none is named or known."""
    if not clause:
        return ""
    with reading(session.store) as conn:
        reported = clause_words(conn, None, None, clause)
    return either(*reported) if reported else ""


def refusal(failed: NotPerformed, way: str = "") -> list[tuple[str, str]]:
    """Describe a failure in lines, each with its style: the sentence, the clause and its words, the way out.

    `way` says the way out in the console's own words, where it has a key.
    """
    error: Any = failed.error
    lines = [("sentence", error.text(_))]
    if error.clause:
        lines.append(("clause", _("Clause {clause}: {words}").format(clause=error.clause, words=failed.words)))
    if way or error.hint:
        lines.append(("hint", way or _("Instead: {hint}").format(hint=error.hint)))
    return [(style, visible(text)) for style, text in lines]


def preload() -> None:
    """Import the screens that a key opens, so that the first key waits for nothing.

    What is there by then stays for good: no search for cycles need go through it again.
    """
    for screen in (
        "form.form_screen",
        "steps.step_menu",
        "intake.intake_screen",
        "report.report_screen",
        "dialogs.help",
    ):
        import_module(f"deskctl.screens.{screen}")
    gc.freeze()


def get_ready(screen: "Screen[Any]") -> None:
    """Import what writing needs while the first form is filled in: whoever only looks never pays for it."""
    if _WRITING not in sys.modules:
        screen.run_worker(lambda: import_module(_WRITING), thread=True, exit_on_error=False)
