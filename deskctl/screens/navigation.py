"""The places that one goes to from the queue: a call, a ticket in full, the board, the rooms."""

from typing import TYPE_CHECKING

from deskctl.screens.steps.steps_screen import StepsScreen

if TYPE_CHECKING:
    from deskctl.operations.perform import Done


class PlacesScreen(StepsScreen):
    """Opens the other screens."""

    _loading = False

    def load_once_drawn(self) -> None:
        """Import what the next key may open, once what is on the screen needs nothing more."""
        if not self._loading:
            self._loading = True
            self.call_after_refresh(self._load)

    def _load(self) -> None:
        from deskctl.screens.session.performing import preload

        self.run_worker(preload, thread=True, exit_on_error=False)

    def action_open(self) -> None:
        """Show everything about the chosen ticket."""
        from deskctl.screens.ticket.whole_ticket import WholeTicket

        if self.number is not None:
            self.app.push_screen(WholeTicket(self.front, self.number), lambda _none: self.reload())

    def action_new(self) -> None:
        """Take a call."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        self.app.push_screen(IntakeScreen(self.front), self._opened)

    def _opened(self, done: "Done | None") -> None:
        if done is not None and done.ticket is not None:
            self.come_to(done.ticket)
        self.tell(done)

    def come_to(self, number: int) -> None:
        """Choose a ticket where the screen shows several."""

    def action_board(self) -> None:
        """Show the whole desk."""
        from deskctl.screens.board.board_screen import BoardScreen

        self.app.push_screen(BoardScreen(self.front))

    def action_rooms(self, room: str = "customers") -> None:
        """Go to the rooms beside the queue."""
        from deskctl.screens.records.records_screen import RoomScreen

        self.app.push_screen(RoomScreen(self.front, room), lambda _none: self.reload())
