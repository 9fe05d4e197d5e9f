"""One record in full, such as a person, a site, equipment, a part or an FAQ answer: each field with its name."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.language.words.field_headings import field_heading
from deskctl.language.words.records import STATES_OF
from deskctl.queries.reference.records import show_record
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.session.clipboard import copy_text
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import instant_of
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import fit, wrap
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from deskctl.screens.session.session import Session

_LEAST, _NAME = 20, 18
_LEFT_OUT = frozenset({"id", "history", "external_id", "message_id", "sha256", "identity", "retry_key"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S+")
_FIRST_TIME = 10**9
"""The smallest number that is shown as a time in seconds; no count in a record is as large."""


@dataclass
class RecordRead(Message):
    """The fields of the record."""

    fields: dict[str, Any]


class RecordPane(LinePane, can_focus=True):
    """The lines of the record."""


class RecordScreen(DialogScreen[None]):
    """Shows the fields of one record."""

    CSS_PATH = "../dialogs/help.tcss"
    HELP_TITLE = N_("A record")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y",
            "take",
            N_("Take"),
            id="record.take",
            tooltip=N_("an answer: into the field that you came from, else copied"),
        ),
        Binding("escape,q,p,enter", "dismiss", N_("Back"), id="record.back"),
    ]

    def __init__(self, session: "Session", place: Place) -> None:
        super().__init__()
        self.session = session
        self.here = place
        self._fields: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical(id="help") as box:
            box.border_title = f"{self.here.id}"
            box.border_subtitle = _("y: take the answer   esc: back") if self.here.kind == "faq" else _("esc: back")
            yield RecordPane(id="help-lines")

    def on_mount(self) -> None:
        """Read the record."""
        self.query_one(RecordPane).focus()
        in_background(self, self._read, "record", name=OPENS)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._show)

    def _read(self) -> RecordRead:
        with reading(self.session.store) as conn:
            try:
                record = show_record(conn, self.here.kind, self.here.id, self.session.look.zone)
            except NotFound:
                return RecordRead({})
        return RecordRead({name: value for name, value in record.items() if name not in _LEFT_OUT and _is_plain(value)})

    def on_record_read(self, read: RecordRead) -> None:
        """Show the record."""
        self._fields = read.fields
        self._show()

    def _show(self) -> None:
        pane = self.query_one(RecordPane)
        width = max(_LEAST, pane.line_width - 1)
        title = self.here.title or str(self._fields.get("name") or "")
        lines: list[Line] = [*((Piece(line, "strong"),) for line in wrap(title, width)), ()]
        for name, value in self._fields.items():
            if str(value) != title:
                lines += _field_lines(name, self._value_text(name, value), width)
        pane.show(lines)

    def action_take(self) -> None:
        """Insert an FAQ answer with its id and version into the focused field below; without one, copy it."""
        if self.here.kind != "faq":
            return
        words = f"{self._fields.get('answer') or ''} [{self.here.id} v{self._fields.get('version') or 1}]"
        field = self.app.screen_stack[-2].focused if len(self.app.screen_stack) > 1 else None
        if isinstance(field, (SafeArea, SafeInput)):
            self.dismiss(None)
            field.insert_text(words)
        else:
            copy_text(self, words, self.here.id)

    def _value_text(self, name: str, value: object) -> str:
        """Return the text of a value: a choice in the current language, a time in the time zone of the desk."""
        states = STATES_OF.get(self.here.kind, {}) if name == "state" else {}
        if str(value) in states:
            return _(states[str(value)])
        at = value if isinstance(value, int) and value >= _FIRST_TIME else None
        if isinstance(value, str) and _TIME.fullmatch(value):
            at = instant_of(value)
        return (
            choice_word(name, str(value)) if at is None else short_time(at, self.session.at(), self.session.look.zone)
        )


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""


def _field_lines(name: str, text: str, width: int) -> list[Line]:
    """Return the lines of a field with its name; without the name if there is no word for it."""
    heading = field_heading(name)
    if heading is None:
        return [(), *((Piece(line),) for line in wrap(text, width))]
    first, *more = wrap(text, max(_LEAST, width - _NAME)) or [""]
    head = (Piece(fit(heading, _NAME - 1) + " ", "dim"), Piece(first))
    return [head, *((Piece(" " * _NAME), Piece(line)) for line in more)]
