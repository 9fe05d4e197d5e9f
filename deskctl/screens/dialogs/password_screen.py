"""The dialog that shows a new password once."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.session.clipboard import copy_text
from deskctl.widgets.panes.key_bar import Key, KeyBar

_COPY, _CLOSE = N_("Copy"), N_("Close")


class PasswordScreen(DialogScreen[None]):
    """Shows a new password, which is stored nowhere."""

    CSS_PATH = "confirm.tcss"
    HELP_TITLE = N_("A new password")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", _COPY, id="password.copy", tooltip=N_("the password to the clipboard")),
        Binding("enter,escape", "dismiss", _CLOSE, id="password.close", tooltip=N_("it is never shown again")),
    ]

    def __init__(self, password: str) -> None:
        super().__init__()
        self._password = password

    def compose(self) -> ComposeResult:
        """Lay out an explanation, the password and the keys."""
        with Vertical(id="confirm"):
            yield Label(_("The new password is shown only now and stored nowhere:"), markup=False)
            yield Label(self._password, markup=False, id="password")
            yield KeyBar(id="password-keys")

    def on_mount(self) -> None:
        """Show the keys."""
        shown = (Key("y", _COPY, "copy"), Key("enter", _CLOSE, "dismiss", always=True))
        self.query_one(KeyBar).show_keys(shown, self.size.width)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)

    def action_copy(self) -> None:
        """Copy the password."""
        copy_text(self, self._password, _("The password"))
