"""Saving the filter as a queue, and opening the list of saved queues."""

from typing import TYPE_CHECKING

from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.queries.tickets.saved_queues import saved_queues, values_of_queue
from deskctl.screens.queue.queue_tabs import SAVED, TABS, all_queues
from deskctl.screens.session.jobs import error_text

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session

    _Base = Screen[None]
else:
    _Base = object

_MEANS = N_("The queue becomes a tab, saved in the settings file; an existing one of this name is replaced.")


class SavedQueuesKey(_Base):
    """A mixin that adds the key that lists the saved queues."""

    session: "Session"

    def action_saved_queues(self) -> None:
        """List the saved queues."""
        from deskctl.screens.queue.saved_queues_screen import SavedQueuesScreen

        self.app.push_screen(SavedQueuesScreen(self.session), lambda _none: self.saved_queues_left())

    def saved_queues_left(self) -> None:
        """Respond to the closing of the list of saved queues."""


class QueueSavingKeys(SavedQueuesKey):
    """A mixin that adds the keys that save the filter as a queue and list the saved queues."""

    words: str
    _tab: str

    def action_save_queue(self) -> None:
        """Ask for the name of the queue."""
        if not self.words:
            self.notify(_("Type a filter first: / opens it."), severity="warning")
            return
        from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen

        title = next((tab.heading for tab in self.session.queues.tabs[len(TABS) :] if tab.name == self._tab), "")
        self.app.push_screen(TextPromptScreen(_("Save as a queue"), _(_MEANS), title, self._keep))

    def _keep(self, title: str) -> str:
        """Save the filter under a name and show it as a tab; return the problem, empty if there is none."""
        from deskctl.config.queue_tables import keep_queue, queue_name

        name = queue_name(title)
        if not name:
            return _("Give it a name.")
        where = self.session.queues.kept(self._tab, self.words)
        old = next((queue for queue in saved_queues() if queue.name == name), None)
        looks = {"title": title if title != name else "", "columns": ",".join(old.columns if old else ())}
        try:
            keep_queue(name, values_of_queue(where) | {key: value for key, value in looks.items() if value})
            self.session.queues = all_queues(self.session.queues.named)
        except DeskError as error:
            return error_text(error)
        self.show_queue(f"{SAVED}{name}")
        return ""

    def show_queue(self, name: str) -> None:
        """Show a saved queue."""

    def saved_queues_left(self) -> None:
        """Show the changed queue."""
        self.show_queue(self._tab)
