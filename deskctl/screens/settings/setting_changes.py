"""The changes made on the settings screen, with undo."""

from typing import TYPE_CHECKING, Any

from deskctl.config.edit import set_value
from deskctl.config.file import values_in_file
from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.screens.session.jobs import error_text
from deskctl.screens.session.session import Session
from deskctl.screens.settings.apply_setting import apply_setting
from deskctl.screens.settings.setting_rows import reported_in

if TYPE_CHECKING:
    from textual.app import App


class SettingChanges:
    """Saves settings to the file, applies them, and remembers the old values."""

    def __init__(self, app: "App[Any]", session: Session) -> None:
        self._app = app
        self._session = session
        self._past: list[tuple[str, str | None]] = []

    def keep(self, name: str, value: str | None) -> str:
        """Save a value, or remove it with None; return the problem, empty if there is none."""
        before = reported_in(values_in_file(), name)
        problem = self._set(name, value)
        if not problem and before != value:
            self._past.append((name, before))
        return problem

    def undo(self) -> str:
        """Undo the last change; return the problem, empty if there is none."""
        if not self._past:
            return _("Nothing was changed.")
        name, before = self._past[-1]
        problem = self._set(name, before)
        if not problem:
            self._past.pop()
        return problem

    def _set(self, name: str, value: str | None) -> str:
        try:
            set_value(name, value)
            apply_setting(self._app, self._session, name)
        except DeskError as error:
            return error_text(error)
        return ""
