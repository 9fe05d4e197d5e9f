"""The form for a promised call: opened from a ticket, it names the ticket's only open call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from deskctl.queries.watch.callbacks import promised_calls
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.draft_file import Draft
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading


@dataclass
class CallsRead(Message):
    """The ids of the promised calls of the ticket that were not made yet."""

    calls: list[str]


class CallbackScreen(FormScreen):
    """Asks for the result of a promised call."""

    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(
        self,
        session: Session,
        noun: str,
        verb: str,
        number: int | None,
        preset: Mapping[str, Any] | None = None,
        *,
        left: Draft | None = None,
    ) -> None:
        super().__init__(session, noun, verb, number, preset, left=left)
        self._opened_on = number

    def on_mount(self) -> None:
        """Read the promised calls of the ticket, unless the call is known."""
        if self._opened_on is not None and not self._preset.get("id"):
            in_background(self, self._read_calls, "calls", name=OPENS)

    def _read_calls(self) -> CallsRead:
        with reading(self.session.store) as conn:
            return CallsRead([call.id for call in promised_calls(conn) if call.ticket == self._opened_on])

    def on_calls_read(self, read: CallsRead) -> None:
        """Fill in the only call, and focus the next field."""
        row = next(row for row in self.fields.rows if row.field.name == "id")
        if len(read.calls) == 1 and not row.text:
            row.fill_in(read.calls[0])
            self.fields.enter_first()
