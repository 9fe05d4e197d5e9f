"""The form that resolves or closes a ticket: what is still missing is shown at once, with the key that does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.errors import DeskError, Notice, Remedy
from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.base import build
from deskctl.safe_text import visible
from deskctl.screens.actions.remedy_form import remedy_form
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Step, refusal_of


@dataclass
class AheadRead(Message):
    """What would happen if the form were saved as it was opened: a refusal, or notices that name an action."""

    refusal: NotPerformed | None
    notices: Sequence[tuple[Notice, Remedy]] = ()


def read_ahead(session: Session, step: Step) -> AheadRead:
    """Return what would be refused or noticed; nothing is saved."""
    from deskctl.operations.perform import RequestContext, perform

    context = RequestContext(now=session.now(), actor=session.actor, dry_run=True)
    try:
        done = perform(session.store, step.operation, step.number, context)
    except DeskError:
        return AheadRead(refusal_of(session, step))
    named = [(notice, value) for notice in done.notices for value in notice.values.values()]
    return AheadRead(None, [(notice, value) for notice, value in named if isinstance(value, Remedy)])


class EndingScreen(FormScreen):
    """Shows on opening what must be done first."""

    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    _was_saved = False

    def on_mount(self) -> None:
        """Look ahead once the form is there."""
        self._look_ahead()

    def _look_ahead(self) -> None:
        if self.number is not None:
            step = Step(build(self.operation, {}), self.number)
            in_background(self, lambda: read_ahead(self.session, step), "ahead", name=FINDS)

    def on_ahead_read(self, read: AheadRead) -> None:
        """Show what is missing, unless the person has saved meanwhile."""
        if self._was_saved:
            return
        self.remedy = None
        self.show_refusal([])
        if read.refusal is not None and "field" not in read.refusal.error.values:
            self.on_not_performed(read.refusal)
        for notice, remedy in read.notices[:1]:
            words = {name: _step_of(value) for name, value in notice.values.items()}
            self.remedy = remedy_form(remedy)
            self.show_refusal([("hint", visible(notice._replace(values=words).text(_)))])
        self.show_keys()

    def action_save(self) -> None:
        """Record the action."""
        self._was_saved = True
        super().action_save()

    def action_remedy(self) -> None:
        """Open the form of what must be done first; before anything was saved, only look ahead again afterwards."""
        from deskctl.screens.form.form_choice import form_of

        remedy = self.remedy
        if remedy is None or self._was_saved or remedy.noun == "report":
            super().action_remedy()
            return
        form = form_of(self.session, remedy.noun, remedy.verb, remedy.number, remedy.preset)
        self.app.push_screen(form, lambda done: self._look_ahead() if done is not None else None)


def _step_of(value: object) -> object:
    return operation_name(*value.do.split(".", 1)) if isinstance(value, Remedy) else value
