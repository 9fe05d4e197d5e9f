"""Copying text through the terminal (OSC 52, which works over SSH) and to the clipboard of the desktop."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import _

if TYPE_CHECKING:
    from textual.screen import Screen


def copy_text(screen: "Screen[Any]", text: str, name: str) -> None:
    """Copy a text and notify; not every terminal supports OSC 52, so the clipboard of the desktop is used too."""
    screen.app.copy_to_clipboard(text)
    if not os.environ.get("SSH_CONNECTION"):
        screen.run_worker(lambda: _to_desktop(text), thread=True, group="clipboard", exclusive=True)
    screen.notify(_("{name} is on the clipboard.").format(name=name), timeout=2, markup=False)


def _to_desktop(text: str) -> None:
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(text)
