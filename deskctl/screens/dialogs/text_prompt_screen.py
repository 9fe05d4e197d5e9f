"""A prompt for one line of text; the reason why a text is invalid is shown below it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from deskctl.language.i18n import N_, _
from deskctl.safe_text import visible
from deskctl.screens import keys
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.widgets.inputs.safe_input import SafeInput


class TextPromptScreen(DialogScreen[None]):
    """Asks for a text or for a record; `keep` processes it and returns an error message, or an empty string."""

    AUTO_FOCUS = "Input"
    CSS_PATH = "../settings/settings.tcss"
    HELP_TITLE = N_("A line to fill in")
    BINDINGS: ClassVar[list[BindingType]] = [keys.SAVE, keys.CANCEL]

    def __init__(
        self, title: str, explanation: str, value: str, keep: Callable[[str], str], *, ref: str = "", store: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._value = value
        self._keep = keep
        self._ref = ref
        self._store = store

    def compose(self) -> ComposeResult:
        """Put the field below its explanation."""
        with Vertical(id="prompt", classes="asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("enter: keep, esc: cancel")
            yield Label(self._explanation, markup=False, classes="explanation")
            yield RefPicker(self._ref, self._value, self._store) if self._ref else SafeInput(self._value)
            yield Label("", markup=False, classes="wrong")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Process the text, and close unless it is invalid."""
        picker = self.query(RefPicker)
        text = picker.first().picked if picker else self.query_one(Input).value
        problem = self._keep(text.strip())
        if problem:
            self.query_one(".wrong", Label).update(visible(problem))
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _changed(self) -> None:
        wrong = self.query_one(".wrong", Label)
        if wrong.content:
            wrong.update("")

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
