"""Press the new key of an action: one that cannot be is refused with the reason, and another one is waited for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.safe import visible


class KeyTrap(Widget, can_focus=True):
    """Takes every key for itself."""

    DEFAULT_CSS = "KeyTrap { height: 1; }"

    @dataclass
    class Pressed(Message):
        """A key was pressed."""

        key: str

    def render(self) -> str:
        """Return what is waited for."""
        return _("Press the new key ...")

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's own form
        """Leave no key to the app: ctrl+p and ctrl+q are pressed here to be told why they cannot be."""
        return True

    def on_key(self, event: events.Key) -> None:
        """Take the key before anything else does."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(event.key))


class KeyCapture(ModalScreen[None]):
    """Waits for a key; `keep` takes it and gives back what is wrong with it. Escape leaves all as it was."""

    AUTO_FOCUS = "KeyTrap"
    CSS_PATH = "settings.tcss"
    HELP_TITLE = N_("A new key")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, given: str, keep: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._given = given
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Return what is waited for."""
        with Vertical(id="capture", classes="asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("esc: as it was")
            yield Label(self._given, markup=False, classes="told")
            yield KeyTrap(classes="awaited")
            yield Label("", markup=False, classes="wrong")

    def on_key_trap_pressed(self, pressed: KeyTrap.Pressed) -> None:
        """Take the key, or say why it cannot be."""
        if pressed.key == "escape":
            self.dismiss(None)
            return
        complaint = self._keep(pressed.key)
        if complaint:
            self.query_one(".wrong", Label).update(visible(complaint))
        else:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Take a click beside the box for escape."""
        if event.widget is self:
            self.dismiss(None)
