"""Ask before something typed is lost."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from deskctl.i18n import N_
from deskctl.widgets.key_bar import Key, KeyBar, keys_line


class ConfirmScreen(ModalScreen[bool]):
    """A question with yes and no."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", N_("Yes"), id="confirm.yes"),
        Binding("n,escape", "answer(False)", N_("No"), id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Put the question over its keys."""
        with Vertical(id="confirm"):
            yield Label(self._question, markup=False)
            yield KeyBar(id="confirm-keys")

    def on_mount(self) -> None:
        """Name the keys."""
        bar = (Key("y", self._yes, "answer(True)", always=True), Key("n", N_("Go back"), "answer(False)", always=True))
        self.query_one(KeyBar).show([keys_line(bar, 60)])

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)
