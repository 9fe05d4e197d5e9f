"""The pane of one ticket: it scrolls, and its clocks tick."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.key_words import present_keys
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local

if TYPE_CHECKING:
    from deskctl.widgets.panes.ticket_view import TicketView

_LEAST_WIDTH = 20
UNDONE = Binding(
    "z", "undone", N_("Undone actions"), show=False, id="detail.undone",
    tooltip=N_("show what was undone as well, or hide it again"),
)  # fmt: skip
"""Also used by screens on which the pane may lack the focus."""


class TicketPane(LinePane, can_focus=True):
    """Shows a ticket with its promises and its actions."""

    DEFAULT_CSS = "TicketPane { overflow-x: hidden; scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", N_("Down"), show=False, id="detail.down"),
        Binding("k", "scroll_up", N_("Up"), show=False, id="detail.up"),
        UNDONE,
    ]

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self._view: TicketView | None = None
        self._at: Instant = 0
        self.others = ""
        """Who else is at the ticket; shown above it."""
        self._shows_undone = False
        self._still: tuple[object, tuple[list[Line], list[Line]]] | None = None

    @property
    def view(self) -> "TicketView | None":
        """The ticket that is shown."""
        return self._view

    def show_ticket(self, view: "TicketView | None", at: Instant) -> None:
        """Show a ticket; a different one is shown from its top."""
        other = view is None or self._view is None or view.row.number != self._view.row.number
        self._view = view
        self.tick(at)
        if other:
            self.scroll_to(y=0, animate=False)
        # A scroll bar that comes or goes changes the width without an event.
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self.tick(self._at)

    def tick(self, at: Instant) -> None:
        """Update the lines to this time; what draws a ticket is imported with the first one, after the first draw."""
        self._at = at
        width = max(_LEAST_WIDTH, self.scrollable_content_region.width)
        if self._view is None:
            self.show([(), (Piece("  " + _("No ticket is chosen."), "dim"),)])
        else:
            from deskctl.widgets.lines.ticket_lines import ticking_lines

            head, story = self._still_lines(self._view, at, width)
            others: list[Line] = [(Piece(f" {self.others}", "soon"),)] if self.others else []
            self.show([*others, *head, *ticking_lines(self._view, at, self.look, width), *story])

    def _still_lines(self, view: "TicketView", at: Instant, width: int) -> tuple[list[Line], list[Line]]:
        key = (id(view), width, local(at, self.look.zone).date(), self._shows_undone)
        if self._still is None or self._still[0] != key:
            from deskctl.widgets.lines.ticket_lines import head_lines, story_lines

            undone_key = None if self._shows_undone else present_keys(self)["detail.undone"]
            story = story_lines(view, at, self.look, width, undone_key)
            self._still = (key, (head_lines(view, at, self.look, width), story))
        return self._still[1]

    def action_undone(self) -> None:
        """Show the actions that were undone as well, or hide them again."""
        self._shows_undone = not self._shows_undone
        self.tick(self._at)

    def on_resize(self) -> None:
        """Update the lines to the new width."""
        self.tick(self._at)
