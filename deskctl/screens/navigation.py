"""The screens that open from the queue: a new ticket, a ticket in full, the board, the records."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.screens.actions.quick_actions_screen import QuickActionsScreen as _Base
else:
    _Base = object


_BACK_OFFICE = "business"
"""The role whose first screen is the list of the back office."""


class Navigation(_Base):
    """A mixin that opens other screens from a screen with a chosen ticket."""

    _loading = False

    def load_once_drawn(self) -> None:
        """Import the screens that the next key may open, once this one is drawn."""
        if not self._loading:
            self._loading = True
            self.call_after_refresh(self._load)

    def _load(self) -> None:
        from deskctl.screens.session.step_runner import preload

        self.run_worker(preload, thread=True, exit_on_error=False)

    def open_first(self) -> None:
        """For the back office, open its list before a key can reach this screen."""
        if self.session.acting and self.session.acting.roles == {_BACK_OFFICE}:
            self.action_due()

    def action_open(self) -> None:
        """Show everything about the chosen ticket."""
        from deskctl.screens.ticket.ticket_screen import TicketScreen

        if self.number is not None:
            self.app.push_screen(TicketScreen(self.session, self.number), lambda _none: self.reload())

    def action_new(self) -> None:
        """Open a new ticket."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        self.app.push_screen(IntakeScreen(self.session), self.show_opened)

    def action_board(self) -> None:
        """Show the whole desk."""
        from deskctl.screens.board.board_screen import BoardScreen

        self.app.push_screen(BoardScreen(self.session))

    def action_records(self, page: str = "customers") -> None:
        """Show the records."""
        from deskctl.screens.records.records_screen import RecordsScreen

        self.app.push_screen(RecordsScreen(self.session, page), lambda _none: self.reload())
