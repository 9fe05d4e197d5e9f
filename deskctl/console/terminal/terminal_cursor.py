"""The terminal's own cursor, at which some input methods draw the text being composed."""

from typing import TYPE_CHECKING, Any

from deskctl.config import settings

if TYPE_CHECKING:
    from textual.app import App

_SHOW = "\x1b[?25h"


def show_cursor(app: "App[Any]") -> None:
    """Show the cursor if the settings say so, now and whenever the app resumes after another program."""
    if settings().get("console", {}).get("cursor") == "terminal":
        _show(app)
        app.app_resume_signal.subscribe(app, _show)


def _show(app: "App[Any]") -> None:
    driver = app._driver  # noqa: SLF001 - Textual has no public way to show the cursor of a terminal
    if driver is not None:
        driver.write(_SHOW)
