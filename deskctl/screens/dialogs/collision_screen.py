"""The question whether to overwrite the changes of others to the same ticket."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.session.place_history import Place
from deskctl.widgets.inputs.answer_buttons import AnswerButtons

if TYPE_CHECKING:
    from deskctl.screens.session.session import Session


class CollisionScreen(ConfirmScreen):
    """Asks whether to overwrite the changes of others; the ticket can be looked at meanwhile."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "look", N_("See ticket"), show=False, id="collision.look", tooltip=N_("look at it and come back")),
    ]

    def __init__(self, session: "Session", number: int | None, asked: str) -> None:
        super().__init__(asked, _("Record mine"), _("Keep theirs"), more=_("Ticket p") if number else "")
        self.session = session
        self._number = number

    def on_answer_buttons_chosen(self, event: AnswerButtons.Chosen) -> None:
        """Show the ticket if that button was pressed; the base class returns the other answers."""
        if event.more:
            event.prevent_default()
            self.action_look()

    def action_look(self) -> None:
        """Show the ticket above the question."""
        from deskctl.screens.find.open_place import peek

        if self._number is not None:
            peek(self, self.session, Place("ticket", str(self._number)))
