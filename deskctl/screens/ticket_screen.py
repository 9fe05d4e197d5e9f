"""What every screen with a chosen ticket can do: take a step on it and tell what was recorded."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from deskctl.i18n import _
from deskctl.safe import one_line
from deskctl.screens.front import Front
from deskctl.screens.jobs import Failed, in_words
from deskctl.words import EVENTS, word

if TYPE_CHECKING:
    from deskctl.operations.perform import Done


class TicketScreen(Screen[Any]):
    """Opens forms for the chosen ticket."""

    front: Front

    @property
    def number(self) -> int | None:
        """The chosen ticket."""
        return None

    @property
    def contact(self) -> str | None:
        """The contact of the chosen ticket."""
        return None

    def reload(self) -> None:
        """Read again what is shown."""

    def action_operate(self, noun: str, verb: str) -> None:
        """Open the form of an operation, on the chosen ticket where it needs one."""
        from deskctl.operations.base import fields_of
        from deskctl.operations.catalogue import find
        from deskctl.screens.form import FormScreen

        operation = find(noun, verb)
        if operation.on_ticket and self.number is None:
            self.notify(_("Choose a ticket first."), severity="warning")
            return
        known = {field.name: self.contact for field in fields_of(operation) if field.ref == "contact"}
        self.app.push_screen(FormScreen(self.front, noun, verb, self.number, known), self.tell)

    def action_help(self) -> None:
        """Show the keys of what has the focus."""
        from deskctl.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.screen))

    def tell(self, done: "Done | None") -> None:
        """Say what was recorded and read again."""
        if done is not None:
            self.notify(one_line(recorded(done)), markup=False, timeout=4)
            self.reload()

    def on_failed(self, failed: Failed) -> None:
        """Say why something could not be done."""
        self.notify(in_words(failed.error), severity="error", markup=False)


def recorded(done: "Done") -> str:
    """Say what an operation recorded."""
    events = ", ".join(word(EVENTS, event) for event in done.events) or _("saved")
    if done.repeated:
        return _("{action}: was recorded before").format(action=done.action or "")
    return f"{done.action}: {events}" if done.action else events
