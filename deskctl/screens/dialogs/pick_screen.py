"""A choice among a few options: the one at the cursor is previewed at once, Escape restores the old one."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskctl.language.i18n import N_, _
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Piece
from deskctl.widgets.style.look import Look


class PickScreen(DialogScreen[str | None]):
    """Offers options and returns the code of the chosen one; None if cancelled."""

    CSS_PATH = "../settings/settings.tcss"
    HELP_TITLE = N_("A choice")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", N_("Back"), id="pick.back", tooltip=N_("back to the previous choice")),
    ]

    def __init__(
        self,
        look: Look,
        title: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
        preview: Callable[[str], None] = lambda _code: None,
        *,
        wide: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._title = title
        self._options = options
        self._old = value
        self._preview = preview
        self._wide = wide

    def compose(self) -> ComposeResult:
        """Put the options below the title."""
        with Vertical(id="pick", classes="asked -wide" if self._wide else "asked") as box:
            box.border_title = self._title
            box.border_subtitle = _("enter: keep, esc: cancel")
            yield LineList(self._look, id="picks")

    def on_mount(self) -> None:
        """Put the cursor on the current option."""
        listed = self.query_one(LineList)
        listed.styles.height = len(self._options)
        listed.show([(Piece(words),) for _code, words in self._options])
        codes = [code for code, _words in self._options]
        listed.move_to(codes.index(self._old) if self._old in codes else 0)
        listed.focus()

    def on_line_list_moved(self, moved: LineList.Moved) -> None:
        """Preview the option at the cursor."""
        self._preview(self._options[moved.place][0])

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Return the chosen option."""
        self.dismiss(self._options[selected.place][0])

    def action_cancel(self) -> None:
        """Restore the old option."""
        self._preview(self._old)
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Cancel on a click outside the box."""
        if event.widget is self:
            self.action_cancel()
