"""The form of an operation on every marked ticket."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskctl.language.i18n import counted
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.bulk import NEED_CONFIRMATION, BulkPerformed, perform_on_each
from deskctl.screens.session.draft_file import Draft
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import Step, start_step


class BulkScreen(FormScreen):
    """Asks for the fields once, and records the operation on each ticket."""

    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(
        self,
        session: Session,
        noun: str,
        verb: str,
        numbers: Sequence[int],
        preset: Mapping[str, Any] | None = None,
        *,
        left: Draft | None = None,
    ) -> None:
        super().__init__(session, noun, verb, numbers[0], preset, left=left, numbers=numbers)
        self._needs_confirmation = f"{noun}.{verb}" in NEED_CONFIRMATION

    def _title(self) -> str:
        return f"{self._step_name}  " + counted("{n} ticket", "{n} tickets", len(self._numbers))

    def _record(self, step: Step) -> None:
        if not self._needs_confirmation:
            self._record_all(step)
            return
        count = len(self._numbers)
        question = counted("{step} on {n} ticket?", "{step} on {n} tickets?", count, step=self._step_name)
        answer = counted("On {n}", "On all {n}", count)
        self.app.push_screen(ConfirmScreen(question, answer), lambda yes: self._record_all(step) if yes else None)

    def _record_all(self, step: Step) -> None:
        start_step(self, lambda: perform_on_each(self.session, step, self._numbers, self._count))

    def _count(self, done: int) -> None:
        self.app.call_from_thread(self._show_count, done)

    def _show_count(self, done: int) -> None:
        self.query_one("#form").border_subtitle = f"{done} / {len(self._numbers)}"

    def on_bulk_performed(self, performed: BulkPerformed) -> None:
        """Close the form and return the result of each ticket."""
        self.draft.drop()
        self.dismiss(performed.outcomes)
