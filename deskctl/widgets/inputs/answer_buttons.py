"""The buttons below a question; the safe answer comes first and has the focus."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button

from deskctl.language.i18n import N_, _
from deskctl.safe_text import one_line


class AnswerButtons(Horizontal):
    """A Cancel button, a button that confirms, and optionally a third one that does `more`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "app.focus_next", N_("Next answer"), show=False, id="answers.next"),
        Binding("left", "app.focus_previous", N_("Previous answer"), show=False, id="answers.previous"),
    ]
    DEFAULT_CSS = """
    AnswerButtons {
        height: 1; width: 1fr; align-horizontal: right; padding: 0 2;
        Button { margin: 0 0 0 2; min-width: 8; background: $field; color: $foreground; text-style: none; }
        #no:focus { background: $primary; color: $background; text-style: bold; background-tint: transparent; }
        #yes:focus, #more:focus {
            background: $error; color: $background; text-style: bold; background-tint: transparent;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A button was pressed."""

        yes: bool
        more: bool = False

    def __init__(self, yes: str, *, no: str = "", more: str = "") -> None:
        super().__init__()
        self._yes = yes
        self._no = no
        self._more = more

    def compose(self) -> ComposeResult:
        """Put Cancel first."""
        for name, label in self._labels().items():
            yield Button(_button_text(label, chosen=False), id=name, compact=True)

    def _labels(self) -> dict[str, str]:
        labels = {"no": self._no or _("Cancel"), "yes": one_line(self._yes)}
        return {**labels, "more": one_line(self._more)} if self._more else labels

    def on_descendant_focus(self) -> None:
        """Mark the focused button with brackets, so that it is visible without colour."""
        for name, label in self._labels().items():
            button = self.query_one(f"#{name}", Button)
            button.label = _button_text(label, chosen=button.has_focus)

    on_descendant_blur = on_descendant_focus

    def enter(self) -> None:
        """Focus the Cancel button."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Chosen(event.button.id != "no", event.button.id == "more"))


def _button_text(label: str, *, chosen: bool) -> Content:
    return Content(f"[ {label} ]" if chosen else f"  {label}  ")
