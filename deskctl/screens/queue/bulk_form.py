"""The form of a step that is taken on every marked ticket."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskctl.language.i18n import _
from deskctl.screens.dialogs.confirm import ConfirmScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.bulk import HURTS, BulkPerformed, take_on_each
from deskctl.screens.session.performing import Step, take
from deskctl.screens.session.session import Front


class BulkForm(FormScreen):
    """Asks once and records on each."""

    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(
        self, front: Front, noun: str, verb: str, numbers: Sequence[int], preset: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(front, noun, verb, numbers[0], preset)
        self._numbers = numbers
        self._hurts = f"{noun}.{verb}" in HURTS

    def _title(self) -> str:
        return f"{self._called}  " + _("{n} tickets").format(n=len(self._numbers))

    def _record(self, step: Step) -> None:
        if not self._hurts:
            self._record_all(step)
            return
        question = _("{step} on {n} tickets?").format(step=self._called, n=len(self._numbers))
        answer = _("On all {n}").format(n=len(self._numbers))
        self.app.push_screen(ConfirmScreen(question, answer), lambda yes: self._record_all(step) if yes else None)

    def _record_all(self, step: Step) -> None:
        take(self, lambda: take_on_each(self.front, step, self._numbers, self._count))

    def _count(self, done: int) -> None:
        self.app.call_from_thread(self._show_count, done)

    def _show_count(self, done: int) -> None:
        self.query_one("#form").border_subtitle = f"{done} / {len(self._numbers)}"

    def on_bulk_performed(self, performed: BulkPerformed) -> None:
        """Go back with what became of each."""
        self.dismiss(performed.outcomes)
