"""The banner over every screen while the store cannot be read; it goes once the store is back."""

from typing import Any

from textual.app import App
from textual.widgets import Static

from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.safe import one_line
from deskctl.screens.session.jobs import BANNER


class Banner(Static):
    """Says what is wrong, over whatever is shown."""

    DEFAULT_CSS = """
    Banner { dock: top; height: auto; max-height: 3; padding: 0 1; background: $error; color: $background;
             text-style: bold; }
    """

    def __init__(self, reported: str) -> None:
        super().__init__(reported, id=BANNER, markup=False)


class Banners:
    """Puts the banner over the screens of an app, and takes it away."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._are_there = False

    def show(self, trouble: DeskError | None) -> None:
        """Show a trouble over every screen, those opened meanwhile too; None for no more."""
        if trouble is None and not self._are_there:
            return
        self._are_there = trouble is not None
        for screen in self._app.screen_stack:
            found = screen.query(Banner)
            if trouble is None:
                found.remove()
            elif not found:
                screen.mount(Banner(_reported(trouble)))


def _reported(trouble: DeskError) -> str:
    stays = _("What you see was read before; it goes on by itself once the store is back.")
    return one_line(f"{trouble.text(_)} {stays}")
