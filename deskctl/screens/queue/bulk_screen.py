"""The form of an operation on every marked ticket."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskctl.language.i18n import _, counted
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_draft import FormDraft
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.bulk import NEED_CONFIRMATION, BulkPerformed, perform_on_each
from deskctl.screens.queue.bulk_result_screen import BulkResultScreen
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
        """Return the result of each ticket; if all refused, show why and keep the form."""
        refused = [one.number for one in performed.outcomes if not one.recorded]
        if refused and len(refused) == len(performed.outcomes):
            self.query_one("#form").border_subtitle = f"{self.operation.noun} {self.operation.verb}"
            self.app.push_screen(BulkResultScreen(self.session, performed.outcomes))
            return
        texts = self.fields.texts() if refused and self.is_written() else {}
        self.draft.drop()
        if texts:
            self._park_for(refused, texts)
        self.dismiss(performed.outcomes)

    def _park_for(self, refused: Sequence[int], texts: Mapping[str, str]) -> None:
        """Park what was typed for the tickets that refused."""
        parked = FormDraft(self.session, f"{self.operation.noun}.{self.operation.verb}", refused, None)
        parked.keep(texts, parked=True)
        parked.release()
        self.app.notify(_("Parked for the refused tickets; ctrl+g brings it back."), timeout=6)
