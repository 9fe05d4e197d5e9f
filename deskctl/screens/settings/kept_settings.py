"""What was changed on the settings screen, so that each change can be taken back."""

from typing import TYPE_CHECKING, Any

from deskctl.config.edit import set_value
from deskctl.config.file import given_values
from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.screens.session.jobs import in_words
from deskctl.screens.session.session import Session
from deskctl.screens.settings.apply_setting import apply_setting
from deskctl.screens.settings.setting_rows import reported_in

if TYPE_CHECKING:
    from textual.app import App


class KeptSettings:
    """Writes settings into the file, puts them into force, and remembers what was."""

    def __init__(self, app: "App[Any]", session: Session) -> None:
        self._app = app
        self._session = session
        self._past: list[tuple[str, str | None]] = []

    def keep(self, name: str, reported: str | None) -> str:
        """Keep a value, or take it away with None; gives what is wrong, nothing where all is well."""
        was = reported_in(given_values(), name)
        complaint = self._set(name, reported)
        if not complaint and was != reported:
            self._past.append((name, was))
        return complaint

    def undo(self) -> str:
        """Take the last change back; gives what is wrong."""
        if not self._past:
            return _("Nothing was changed.")
        name, was = self._past[-1]
        complaint = self._set(name, was)
        if not complaint:
            self._past.pop()
        return complaint

    def _set(self, name: str, reported: str | None) -> str:
        try:
            set_value(name, reported)
            apply_setting(self._app, self._session, name)
        except DeskError as error:
            return in_words(error)
        return ""
