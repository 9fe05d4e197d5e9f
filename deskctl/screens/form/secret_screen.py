"""The form of an action that sets a password: the password is generated on saving and shown once."""

from dataclasses import replace
from typing import cast

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.operations.framework.secret_operations import SecretStep, with_password
from deskctl.screens.dialogs.password_screen import PasswordScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.step_runner import Performed, Step
from deskctl.screens.session.store_session import reading


class SecretScreen(FormScreen):
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
