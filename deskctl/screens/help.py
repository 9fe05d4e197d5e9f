"""The keys of what has the focus, with what each does."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from deskctl.i18n import N_, _
from deskctl.widgets.cells import fit
from deskctl.widgets.line_pane import Line, LinePane, Piece

_KEY, _NAME = 16, 16


class HelpPane(LinePane, can_focus=True):
    """The lines of the help; they scroll."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work on the screen below."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", N_("Back"), id="help.back"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._title = _(getattr(below, "HELP_TITLE", "") or N_("Keys"))
        self._lines = help_lines(below)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="help") as box:
            box.border_title = self._title
            box.border_subtitle = _("esc: back")
            yield HelpPane(id="help-lines")

    def on_mount(self) -> None:
        """Fill the list."""
        pane = self.query_one(HelpPane)
        pane.show(self._lines)
        pane.focus()


def help_lines(screen: Screen[Any]) -> list[Line]:
    """Give a line for each key that works where the focus is, those of the focused pane last."""
    seen: dict[str, list[str]] = {}
    words: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or not binding.description:
            continue
        seen.setdefault(binding.action, []).append(screen.app.get_key_display(binding))
        words[binding.action] = (binding.description, binding.tooltip)
    return [_line(" ".join(dict.fromkeys(keys)), *words[action]) for action, keys in seen.items()]


def _line(keys: str, name: str, told: str) -> Line:
    return (
        Piece("  "),
        Piece(fit(keys, _KEY) + " ", "key"),
        Piece(fit(_(name), _NAME) + " ", "strong"),
        Piece(_(told) if told else "", "dim"),
    )
