"""The banner on every screen while the store cannot be read."""

from typing import Any

from textual.app import App
from textual.widgets import Static

from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.safe_text import one_line
from deskctl.screens.session.jobs import BANNER


class Banner(Static):
    """Shows what is wrong, above the screen."""

    DEFAULT_CSS = """
    Banner { dock: top; height: auto; max-height: 3; padding: 0 1; background: $error; color: $background;
             text-style: bold; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, id=BANNER, markup=False)


class Banners:
    """Shows the banner on all screens of an app, and removes it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._are_shown = False

    def show(self, error: DeskError | None) -> None:
        """Show a problem on every screen, including those opened since; None removes it."""
        if error is None and not self._are_shown:
            return
        self._are_shown = error is not None
        for screen in self._app.screen_stack:
            banners = screen.query(Banner)
            if error is None:
                banners.remove()
            elif not banners:
                screen.mount(Banner(_text(error)))


def _text(error: DeskError) -> str:
    note = _("What you see was read before; it is updated once the store is back.")
    return one_line(f"{error.text(_)} {note}")
