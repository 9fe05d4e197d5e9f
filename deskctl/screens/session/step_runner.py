"""Performing operations from a screen, in a thread."""

import gc
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.message import Message

from deskctl.config.store_address import is_server
from deskctl.errors import DeskError, Notice, Remedy, StoreUnusable
from deskctl.language.i18n import N_, _, either
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.reference.staff import name_and_phone
from deskctl.safe_text import one_line, visible
from deskctl.screens.session.jobs import OPENS, in_background, is_running
from deskctl.screens.session.remedy_hints import in_palette, remedy_hint
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.store.open import store_exists
from deskctl.store.store_errors import OutcomeUnknown, moved

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.perform import OperationResult, RequestContext

_WRITING = "deskctl.operations.perform"
_GROUP = "step"
_PATIENCE = 1.5
_KEY_BYTES = 8
_SAVE_AGAIN = N_("Wait until it is back and save again: it is recorded only once.")


@dataclass
class Performed(Message):
    """An operation was recorded."""

    done: "OperationResult"


@dataclass
class NotPerformed(Message):
    """An operation was refused or failed; `words` is the text of the clause, `who` who may take the remedy.

    `tried` names the operations that were to be recorded.
    """

    error: DeskError
    words: str = ""
    who: str = ""
    tried: Collection[str] = ()


@dataclass(frozen=True)
class Step:
    """An operation with the ticket, time and note to record; `at` None means now.

    `if_seq` is the expected last action of the ticket, as in `--if-seq`.
    """

    operation: "Operation"
    number: int | None
    at: datetime | None = None
    note: str = ""
    if_seq: str | None = None


def perform_step(session: Session, step: Step) -> Message:
    """Record an operation; return the refusal with its clause if it is not allowed."""
    from deskctl.operations.perform import perform

    def run(contexts: "Sequence[RequestContext]") -> Message:
        return Performed(perform(session.store, step.operation, step.number, contexts[0]))

    return _recorded_once(session, [step], run)


def _recorded_once(
    session: Session, steps: "Sequence[Step]", run: "Callable[[Sequence[RequestContext]], Message]"
) -> Message:
    """Record steps; on a server, the same steps again after an unknown outcome have the key of the first time."""
    from deskctl.operations.perform import RequestContext

    key, tried = _key_of(session, steps), [_name_of(step) for step in steps]
    contexts = [
        RequestContext(now=session.now(), actor=session.actor, at=step.at, note=step.note, if_seq=step.if_seq,
                       key=key and f"{key}-{place}")
        for place, step in enumerate(steps)
    ]  # fmt: skip
    try:
        done = run(contexts)
    except OutcomeUnknown as error:
        session.unconfirmed = (steps, key or "")
        error.todo = _SAVE_AGAIN
        return not_performed(session, error, tried)
    except DeskError as error:
        return not_performed(session, error, tried)
    session.unconfirmed = None  # from now on the same words are a new step
    return done


def _key_of(session: Session, steps: "Sequence[Step]") -> str | None:
    """Return the key of some steps; none in a file, whose outcome is always known."""
    if session.unconfirmed and session.unconfirmed[0] == steps:
        return session.unconfirmed[1]
    if not is_server(session.store):
        return None
    from secrets import token_hex

    return token_hex(_KEY_BYTES)


def refusal_of(session: Session, step: Step) -> NotPerformed | None:
    """Return why an operation would be refused now; None if it would be recorded. Nothing is saved."""
    from deskctl.operations.perform import RequestContext, perform

    context = RequestContext(now=session.now(), actor=session.actor, at=step.at, dry_run=True)
    try:
        perform(session.store, step.operation, step.number, context)
    except DeskError as error:
        return not_performed(session, error, [_name_of(step)])
    return None


def _name_of(step: Step) -> str:
    return f"{step.operation.noun}.{step.operation.verb}"


def perform_steps(session: Session, steps: Sequence[Step]) -> Message:
    """Record several operations, all or none; return the result of the first one with the notices of all."""
    from deskctl.operations.perform import perform_all

    def run(contexts: "Sequence[RequestContext]") -> Message:
        calls = [(step.operation, step.number, context) for step, context in zip(steps, contexts, strict=True)]
        done = perform_all(session.store, calls)
        notices = tuple(notice for one in done for notice in one.notices)
        events = tuple(event for one in done for event in one.events)
        return Performed(done[0]._replace(notices=notices, events=events))

    return _recorded_once(session, steps, run)


def not_performed(session: Session, error: DeskError, tried: Collection[str]) -> NotPerformed:
    """Return a refusal with the text of its clause, and the name and phone number of who may take the remedy."""
    if isinstance(error, StoreUnusable) and not store_exists(session.store):
        error = moved(session.store)  # it was there as the console began: another one must not be created
    words, person = clause_text(session, error), error.remedy.who if error.remedy else None
    if person is None:
        return NotPerformed(error, words, tried=tried)
    with reading(session.store) as conn:
        return NotPerformed(error, words, one_line(name_and_phone(conn, person)), tried)


def start_step(screen: "Screen[Any]", job: Callable[[], Message]) -> None:
    """Record an operation in a thread; a second one cannot start before it ends."""
    if is_saving(screen):
        screen.notify(_("It is being saved."), timeout=3)
        return
    in_background(screen, job, _GROUP, name=OPENS)
    screen.set_timer(_PATIENCE, lambda: _notify_waiting(screen))


def is_saving(screen: "Screen[Any]") -> bool:
    """Return True while an operation of a screen is being recorded."""
    return is_running(screen, _GROUP)


def _notify_waiting(screen: "Screen[Any]") -> None:
    if is_saving(screen):
        text = _("Another program is using the store. The action is saved as soon as the store is free.")
        screen.notify(text, severity="warning", timeout=10)


def clause_text(session: Session, error: DeskError) -> str:
    """Return the text of the clause of an error in the current language; empty if there is none or it is unknown."""
    if not error.clause:
        return ""
    with reading(session.store) as conn:
        words = clause_words(conn, *error.policy, error.clause)
    return either(*words) if words else ""


def failure_lines(failed: NotPerformed, way: str = "") -> list[tuple[str, str]]:
    """Return a failure as lines with their styles: message, clause, hint.

    `way` replaces the hint if the screen has a key of its own for the remedy.
    """
    error = failed.error
    lines = [("sentence", error.text(_))]
    if error.clause:
        lines.append(("clause", _("Clause {clause}: {words}").format(clause=error.clause, words=failed.words)))
    if instead := way or remedy_hint(error, failed.who, failed.tried):
        lines.append(("hint", instead))
    return [(style, visible(text)) for style, text in lines]


def notice_text(notice: Notice) -> str:
    """Return the text of a notice, with the name of an action as in the find box."""
    values = {name: in_palette(value) if isinstance(value, Remedy) else value for name, value in notice.values.items()}
    return visible(notice._replace(values=values).text(_))


def preload() -> None:
    """Import the screens that a key opens, so that the first key does not have to wait.

    The loaded objects stay for good, so the garbage collector skips them from then on.
    """
    for screen in (
        "form.form_screen",
        "actions.action_menu_screen",
        "intake.intake_screen",
        "report.report_screen",
        "dialogs.help_screen",
    ):
        import_module(f"deskctl.screens.{screen}")
    gc.freeze()


def preload_writing(screen: "Screen[Any]") -> None:
    """Import the modules for recording while the first form is filled in; a console that only reads never does."""
    if _WRITING not in sys.modules:
        screen.run_worker(lambda: import_module(_WRITING), thread=True, exit_on_error=False)
