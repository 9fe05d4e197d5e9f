"""Pick one of a few: what the cursor stands on is tried out at once, escape goes back to what was."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from deskctl.language.i18n import N_, _
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Piece
from deskctl.widgets.style.look import Look


class PickScreen(ModalScreen[str | None]):
    """Offers words, and gives the code of the chosen one; None where it stays as it was."""

    CSS_PATH = "../settings/settings.tcss"
    HELP_TITLE = N_("A choice")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", N_("Back"), id="pick.back", tooltip=N_("back to what was")),
    ]

    def __init__(
        self, look: Look, title: str, options: Sequence[tuple[str, str]], value: str, tried: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._look = look
        self._title = title
        self._options = options
        self._was = value
        self._tried = tried

    def compose(self) -> ComposeResult:
        """Put the words under their title."""
        with Vertical(id="pick", classes="asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("enter: keep, esc: as it was")
            yield LineList(self._look, id="picks")

    def on_mount(self) -> None:
        """Stand on what is so now."""
        listed = self.query_one(LineList)
        listed.styles.height = len(self._options)
        listed.show([(Piece(words),) for _code, words in self._options])
        codes = [code for code, _words in self._options]
        listed.move_to(codes.index(self._was) if self._was in codes else 0)
        listed.focus()

    def on_line_list_moved(self, moved: LineList.Moved) -> None:
        """Try out what the cursor stands on."""
        self._tried(self._options[moved.place][0])

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Keep it."""
        self.dismiss(self._options[selected.place][0])

    def action_cancel(self) -> None:
        """Go back to what was."""
        self._tried(self._was)
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Take a click beside the box for going back."""
        if event.widget is self:
            self.action_cancel()
