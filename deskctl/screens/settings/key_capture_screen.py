"""The prompt for a new key of an action; an impossible key is refused with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.safe_text import visible
from deskctl.screens.dialogs.dialog_screen import DialogScreen


class KeyTrap(Widget, can_focus=True):
    """Captures every key."""

    DEFAULT_CSS = "KeyTrap { height: 1; }"

    @dataclass
    class Pressed(Message):
        """A key was pressed."""

        key: str

    def render(self) -> str:
        """Return the prompt."""
        return _("Press the new key ...")

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's own form
        """Keep every key from the app, even Ctrl+P and Ctrl+Q, to explain why these are not possible."""
        return True

    def on_key(self, event: events.Key) -> None:
        """Capture the key before anything else handles it."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(event.key))


class KeyCaptureScreen(DialogScreen[None]):
    """Waits for a key and calls `keep`, which returns the problem, empty if there is none. Escape cancels."""

    AUTO_FOCUS = "KeyTrap"
    CSS_PATH = "settings.tcss"
    HELP_TITLE = N_("A new key")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, explanation: str, keep: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the prompt."""
        with Vertical(id="capture", classes="asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("esc: cancel")
            yield Label(self._explanation, markup=False, classes="explanation")
            yield KeyTrap(classes="awaited")
            yield Label("", markup=False, classes="wrong")

    def on_key_trap_pressed(self, pressed: KeyTrap.Pressed) -> None:
        """Save the key, or show why it is not possible."""
        if pressed.key == "escape":
            self.dismiss(None)
            return
        problem = self._keep(pressed.key)
        if problem:
            self.query_one(".wrong", Label).update(visible(problem))
        else:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Treat a click outside the box as Escape."""
        if event.widget is self:
            self.dismiss(None)
