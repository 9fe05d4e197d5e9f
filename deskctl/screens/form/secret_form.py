"""The form of an action that sets a password: the password is generated on saving and shown once."""

from dataclasses import replace
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.operations.framework.secret_steps import SecretStep, with_password
from deskctl.screens.dialogs.dialog import Dialog
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.clipboard import copy_text
from deskctl.screens.session.performing import Performed, Step
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.key_bar import Key, KeyBar

_COPY, _CLOSE = N_("Copy"), N_("Close")


class SecretForm(FormScreen):
    """Asks for the fields of an action that sets a password, except for the generated password."""

    _password = ""

    def _help(self) -> str:
        return _("A password is generated when the form is saved, and shown once.")

    def _perform(self, step: Step) -> Message:
        """Record the action with the hash of a new password; runs in a thread."""
        with reading(self.session.store) as conn:
            operation, made = with_password(cast("SecretStep", step.operation), conn)
        self._password = made or ""
        return super()._perform(replace(step, operation=operation))

    def on_performed(self, performed: Performed) -> None:
        """Show the password, then close the form."""
        performed.prevent_default()
        password, self._password = self._password, ""
        self.app.push_screen(PasswordScreen(password), lambda _none: FormScreen.on_performed(self, performed))


class PasswordScreen(Dialog[None]):
    """Shows a new password, which is stored nowhere."""

    CSS_PATH = "../dialogs/confirm.tcss"
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
