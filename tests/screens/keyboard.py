"""A person at the keyboard: types, chooses an operation, fills in its form and saves it."""

import unicodedata
from collections.abc import Callable
from typing import Any

from seldom_drawn import drawn_text
from textual.events import Key
from textual.widgets import Input, OptionList

from deskctl.queries.ticket.full_ticket import history
from deskctl.screens.actions.action_menu_screen import ActionMenuScreen
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.ticket_pane import TicketPane

_NAMES = {
    " ": "space", "-": "minus", ".": "full_stop", ",": "comma", ":": "colon",
    "[": "left_square_bracket", "]": "right_square_bracket",
    ">": "greater_than_sign",
}  # fmt: skip


def events(store: str, number: int) -> list[str]:
    """Return the events of a ticket's history."""
    conn = open_reader(store)
    try:
        return [action.event for action in history(conn, number)]
    finally:
        conn.close()


def listed(app: Any) -> str:
    """Return the lines of the list; empty if there is no list yet."""
    found = app.screen.query(LineList)
    return str(found.first().text) if found else ""


def are_ambiguous(text: str) -> set[str]:
    """Return the characters of a text that may be drawn two cells wide."""
    return {one for one in text if unicodedata.east_asian_width(one) == "A"}


def ambiguous(app: Any) -> set[str]:
    """Return the characters in the cells of the screen that may be drawn two cells wide."""
    return are_ambiguous(drawn_text(app))


def is_quiet(app: Any) -> bool:
    """Return True if no key waits, nothing is read in the background, and the screen is mounted and has no messages.

    A screen that a key has just opened begins to read only once it is mounted.
    """
    screen = app.screen
    is_open = screen._mounted_event.is_set() and not screen._callbacks  # noqa: SLF001 - no public way
    is_idle = app._message_queue.empty() and screen._message_queue.empty()  # noqa: SLF001 - no public way
    keys = app._typed_ahead._held  # noqa: SLF001 - no public way
    return is_open and is_idle and not keys and all(worker.is_finished for worker in app.workers)


def shows_chosen(app: Any) -> bool:
    """Return True if the details of the ticket at the cursor of the queue are shown."""
    view = app.screen.query_one(TicketPane).view
    return view is not None and view.row.number == app.screen.number


class Hands:
    """Operates the console as a person does."""

    def __init__(self, app: Any, pilot: Any, until: Callable[..., Any]) -> None:
        self.app = app
        self.pilot = pilot
        self._until = until

    async def see(self, holds: Callable[[], object], case: str = "") -> None:
        """Wait until a condition holds; the failure message names the case."""
        await self._until(self.pilot, holds, case)

    async def write(self, text: str) -> None:
        """Type a text without a pause between the keys, and wait until the app has handled them all."""
        self.type_ahead(*text)
        await self.see(lambda: not self.app._typed_ahead._held)  # noqa: SLF001 - no public way
        await self.pilot.pause()

    def type_ahead(self, *keys: str) -> None:
        """Type keys without waiting for their effects."""
        for key in keys:
            name = _NAMES.get(key, key)
            character = {"tab": "\t", "enter": "\r", "space": " "}.get(name, key if len(key) == 1 else None)
            self.app.post_message(Key(name, character))

    async def settle(self) -> None:
        """Let the app work until nothing is being read and no key is waiting."""
        await self.see(lambda: is_quiet(self.app))
        await self.pilot.pause()
        await self.see(lambda: is_quiet(self.app))

    async def leave(self) -> None:
        """Press Esc until the queue is shown."""
        for _ in range(12):
            if isinstance(self.app.screen, QueueScreen):
                return
            await self.pilot.press("escape")
            await self.pilot.pause()
        await self.see(lambda: isinstance(self.app.screen, QueueScreen))

    async def go_to(self, number: int) -> None:
        """Put the cursor on a ticket in the queue of all open tickets."""
        await self.pilot.press("3")
        table = self.app.screen.query_one(QueueTable)
        await self.see(lambda: number in table.numbers)

        def is_shown() -> bool:
            """Move the cursor back to the ticket if a new reading of the queue has moved it."""
            if table.chosen != number:
                table.move_to(list(table.numbers).index(number))
            return shows_chosen(self.app)

        await self.see(is_shown)

    async def answer(self, key: str) -> None:
        """Answer a question when it is asked."""
        await self.see(lambda: isinstance(self.app.screen, ConfirmScreen) and self.app.screen.query("AnswerButtons"))
        await self.pilot.press(key)
        await self.see(lambda: not isinstance(self.app.screen, ConfirmScreen))

    async def choose(self, step: str) -> None:
        """Open the form of an operation from the action menu."""
        await self.pilot.press("l")
        await self.see(lambda: isinstance(self.app.screen, ActionMenuScreen))
        listed = self.app.screen.query_one(OptionList)
        await self.see(lambda: listed.option_count)
        await self.write(step)
        await self.see(lambda: listed.get_option_at_index(0).id == step.replace(" ", "."))
        await self.pilot.press("enter")
        await self.see(lambda: isinstance(self.app.screen, FormScreen) and self.app.screen.query(FieldRow))

    async def fill(self, **fields: str) -> None:
        """Type texts into fields of the open form."""
        for name, text in fields.items():
            row = self.app.screen.query_one(f"#row-{name.replace('_', '-')}", FieldRow)
            row.enter()
            await self.pilot.pause()
            await self.write(text)

    async def save(self) -> None:
        """Save the form and wait for the queue."""
        await self.pilot.press("ctrl+o")
        await self.see(lambda: isinstance(self.app.screen, QueueScreen))

    async def step(self, step: str, **fields: str) -> None:
        """Choose an operation in the menu, fill in its form and save it."""
        await self.choose(step)
        await self.fill(**fields)
        await self.save()

    def field(self, name: str) -> Input:
        """Return the input line of a field."""
        return self.app.screen.query_one(f"#row-{name} Input", Input)
