"""The explanation of due times: the clocks of a ticket, and the calculation of the chosen one."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.queries.ticket.clock_explanation import ClockExplanation, explain_every_clock
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.session.jobs import OPENS, Failed, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.session.ticker import each_second
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.explained_lines import clock_choice, explained_lines
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece

_LEAST = 20


@dataclass
class ExplainedRead(Message):
    """The clocks of the ticket."""

    clocks: list[ClockExplanation]


class ExplainPane(LinePane, can_focus=True):
    """The calculation of the chosen clock."""


class ExplainScreen(DialogScreen[None]):
    """Lists the clocks of a ticket and explains the chosen one."""

    AUTO_FOCUS = "#clocks"
    CSS_PATH = "explain.tcss"
    HELP_TITLE = N_("The clocks of a ticket")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,x", "dismiss", N_("Back"), id="explain.back"),
        Binding("tab", "app.focus_next", N_("Detail"), show=False, id="explain.detail"),
    ]

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._clocks: list[ClockExplanation] = []

    def compose(self) -> ComposeResult:
        """Lay out the clocks beside the calculation."""
        with Vertical(id="explain") as box:
            box.border_title = _("{ticket}: due times explained").format(ticket=ticket_name(self._number))
            box.border_subtitle = _("esc: back")
            with Container(id="explain-parts"):
                yield LineList(self.session.look, id="clocks")
                yield ExplainPane(id="arithmetic")

    def on_mount(self) -> None:
        """Read the clocks, and again when the store changes."""
        self._read()
        self.session.changed.subscribe(self, lambda _none: self._read())
        each_second(self, self.session, self._on_tick)

    def _read(self) -> None:
        in_background(self, self._explained, "explain", name=OPENS)

    def _explained(self) -> ExplainedRead:
        with reading(self.session.store) as conn:
            return ExplainedRead(explain_every_clock(conn, self._number, at=self.session.at()))

    def on_explained_read(self, read: ExplainedRead) -> None:
        """Show the clocks."""
        self._clocks = read.clocks
        self._on_tick(self.session.at())
        self._explain()

    def _on_tick(self, at: Instant) -> None:
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.size.width)
        listed.show([clock_choice(clock, at, self.session.look, width) for clock in self._clocks])

    def on_line_list_moved(self) -> None:
        """Explain the chosen clock."""
        self._explain()

    def on_line_list_selected(self) -> None:
        """Focus the calculation of the chosen clock, so that it can be scrolled."""
        self.query_one(ExplainPane).focus()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self._on_tick(self.session.at())
        self._explain()

    def _explain(self) -> None:
        pane = self.query_one(ExplainPane)
        if not self._clocks:
            pane.show([(Piece(_("No clock of this ticket has begun."), "dim"),)])
            return
        chosen = self._clocks[self.query_one(LineList).place]
        pane.show(explained_lines(chosen, max(_LEAST, pane.line_width)))
        pane.scroll_to(y=0, animate=False)

    def on_failed(self, failed: Failed) -> None:
        """Show why it could not be read."""
        self.notify(error_text(failed.error), severity="error", markup=False)
