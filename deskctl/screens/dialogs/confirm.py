"""Ask before something is done that hurts, with Cancel under the finger."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from deskctl.language.i18n import N_
from deskctl.widgets.inputs.answers import Answers


class ConfirmScreen(ModalScreen[bool]):
    """A question with yes and no."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("Yes"), id="confirm.yes"),
        Binding("n,escape", "answer(False)", N_("No"), id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Put the question over its answers."""
        with Vertical(id="confirm"):
            yield Label(self._question, markup=False)
            yield Answers(self._yes)

    def on_mount(self) -> None:
        """Stand on Cancel."""
        self.query_one(Answers).enter()

    def on_answers_given(self, given: Answers.Given) -> None:
        """Give the answer of the pressed button."""
        self.dismiss(given.yes)

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)
