"""Two buttons under a question: the careful answer first, which has the focus; arrows go between them."""

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
from deskctl.safe import one_line


class Answers(Horizontal):
    """Cancel, and the deed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,right", "app.focus_next", N_("Other answer"), show=False, id="answers.other"),
    ]
    DEFAULT_CSS = """
    Answers {
        height: 1; width: 1fr; align-horizontal: right; padding: 0 2;
        Button { margin: 0 0 0 2; min-width: 8; background: $field; color: $foreground; text-style: none; }
        #no:focus { background: $primary; color: $background; text-style: bold; background-tint: transparent; }
        #yes:focus { background: $error; color: $background; text-style: bold; background-tint: transparent; }
    }
    """

    @dataclass
    class Given(Message):
        """An answer was given."""

        yes: bool

    def __init__(self, yes: str) -> None:
        super().__init__()
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Put Cancel first."""
        for name, reported in self._reported().items():
            yield Button(_label(reported, chosen=False), id=name, compact=True)

    def _reported(self) -> dict[str, str]:
        return {"no": _("Cancel"), "yes": one_line(self._yes)}

    def on_descendant_focus(self) -> None:
        """Say without colour which answer enter gives."""
        for name, reported in self._reported().items():
            button = self.query_one(f"#{name}", Button)
            button.label = _label(reported, chosen=button.has_focus)

    on_descendant_blur = on_descendant_focus

    def enter(self) -> None:
        """Put the focus on Cancel."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Given(event.button.id == "yes"))


def _label(reported: str, *, chosen: bool) -> Content:
    return Content(f"[ {reported} ]" if chosen else f"  {reported}  ")
