"""The preview of a ticket above a list: its promises and history."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.find.open_place import TICKET, open_place
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.ticket.ticket_reading import TicketRead, read_ticket
from deskctl.widgets.ticket_pane import TicketPane

if TYPE_CHECKING:
    from deskctl.screens.session.session import Session


class PeekScreen(DialogScreen[None]):
    """Shows one ticket in a dialog."""

    AUTO_FOCUS = "#detail"
    CSS_PATH = "../dialogs/help.tcss"
    HELP_TITLE = N_("Peek")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p,q", "dismiss", N_("Back"), id="peek.back"),
        Binding("enter", "open", N_("Open ticket"), id="peek.open"),
    ]

    def __init__(self, session: "Session", number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number

    def compose(self) -> ComposeResult:
        """Lay out the ticket."""
        with Vertical(id="help") as box:
            box.border_title = ticket_name(self._number)
            box.border_subtitle = _("enter: open, esc: back")
            yield TicketPane(self.session.look, id="detail")

    def on_mount(self) -> None:
        """Read the ticket."""
        in_background(self, lambda: read_ticket(self.session, self._number), "ticket")

    def on_ticket_read(self, read: TicketRead) -> None:
        """Show the ticket."""
        self.query_one(TicketPane).show_ticket(read.view, self.session.at())

    def action_open(self) -> None:
        """Close the preview and open the ticket."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        below.call_later(open_place, below, self.session, Place(TICKET, str(self._number)))
