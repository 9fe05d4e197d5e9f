"""Ask for one line of text; what cannot be is told under it, and nothing typed is lost."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from deskctl.language.i18n import N_, _
from deskctl.safe import visible
from deskctl.screens import keys
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.widgets.inputs.safe_input import SafeInput


class TextPrompt(ModalScreen[None]):
    """Asks for a text, or for one of the masters; `keep` takes it and gives back what is wrong with it."""

    AUTO_FOCUS = "Input"
    CSS_PATH = "../settings/settings.tcss"
    HELP_TITLE = N_("A line to fill in")
    BINDINGS: ClassVar[list[BindingType]] = [keys.CANCEL]

    def __init__(
        self, title: str, given: str, value: str, keep: Callable[[str], str], *, ref: str = "", store: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._given = given
        self._value = value
        self._keep = keep
        self._ref = ref
        self._store = store

    def compose(self) -> ComposeResult:
        """Put the line under what it means."""
        with Vertical(id="prompt", classes="asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("enter: keep, esc: as it was")
            yield Label(self._given, markup=False, classes="told")
            yield RefPicker(self._ref, self._value, self._store) if self._ref else SafeInput(self._value)
            yield Label("", markup=False, classes="wrong")

    @on(Input.Submitted)
    def _entered(self) -> None:
        picker = self.query(RefPicker)
        reported = picker.first().picked if picker else self.query_one(Input).value
        several = bool(picker) and bool(reported.strip()) and picker.first().undecided
        complaint = _("Several fit: down leads to them, enter takes one.") if several else self._keep(reported.strip())
        if complaint:
            self.query_one(".wrong", Label).update(visible(complaint))
        else:
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
