"""A question before something that cannot easily be undone; Cancel has the focus."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from deskctl.language.i18n import N_
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.widgets.inputs.answer_buttons import AnswerButtons


class ConfirmScreen(DialogScreen[bool]):
    """A question with Yes and No."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("Yes"), id="confirm.yes"),
        Binding("n,escape", "answer(False)", N_("No"), id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str, no: str = "", *, more: str = "") -> None:
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no
        self._more = more

    def compose(self) -> ComposeResult:
        """Put the question above its buttons."""
        with Vertical(id="confirm"):
            yield Label(self._question, markup=False)
            yield AnswerButtons(self._yes, no=self._no, more=self._more)

    def on_mount(self) -> None:
        """Focus the Cancel button."""
        self.query_one(AnswerButtons).enter()

    def on_answer_buttons_chosen(self, event: AnswerButtons.Chosen) -> None:
        """Return the answer of the pressed button."""
        self.dismiss(event.yes)

    def action_answer(self, answer: bool) -> None:
        """Return the answer."""
        self.dismiss(answer)
