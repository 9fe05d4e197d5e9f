"""The list of texts that `;;` inserts into a text field: canned texts and answers, filtered by typing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from deskctl.errors import NotFound
from deskctl.language.folding import fold
from deskctl.language.i18n import N_, _
from deskctl.language.words import milestone_word
from deskctl.queries.knowledge.insertable_texts import PLACEHOLDERS, InsertableText, insertable_texts
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.dialogs.filter_dialog import FilterDialog
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.store.port import Reader
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import fit, wrap

_NAME, _LEAST, _SHOWN = 24, 20, 8


@dataclass
class TextsRead(Message):
    """The texts, and the values for their placeholders."""

    texts: Sequence[InsertableText]
    values: Mapping[str, str]


class InsertTextScreen(FilterDialog, DialogScreen[str | None]):
    """Offers insertable texts and returns the chosen one with its placeholders filled in; None if cancelled."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "Input"
    HELP_TITLE = N_("Insert a text")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False, id="texts.down", priority=True),
        Binding("up", "move(-1)", N_("Up"), show=False, id="texts.up", priority=True),
        Binding("escape", "back", N_("Back"), id="texts.back"),
    ]

    def __init__(self, session: Session, number: int | None) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._read = TextsRead((), {})
        self._shown: Sequence[InsertableText] = ()

    def compose(self) -> ComposeResult:
        """Put the field above the list."""
        with Vertical(id="help") as box:
            box.border_title = _("Insert a text")
            self.name_keys(box, _("enter: insert   deskctl text add: a new one   esc: back"))
            yield SafeInput(placeholder=_("part of the name or of the text"), compact=True)
            yield LineList(self.session.look, id="texts")
            yield LinePane(id="text-words")

    def on_mount(self) -> None:
        """Read the texts."""
        in_background(self, self._texts, "texts", name=FINDS)

    def _texts(self) -> TextsRead:
        with reading(self.session.store) as conn:
            return TextsRead(insertable_texts(conn, self.session.actor, self.session.at()), self._values(conn))

    def _values(self, conn: Reader) -> Mapping[str, str]:
        if self._number is None:
            return {}
        try:
            row = get_ticket(conn, self._number)
        except NotFound:
            return {}
        values = {"customer": row.customer_name, "name": row.contact_name, "ticket": row.ticket}
        return {**{key: value for key, value in values.items() if value}, "next": milestone_word(row.next_milestone)}

    def on_texts_read(self, read: TextsRead) -> None:
        """Show the texts."""
        self._read = read
        self._write()

    @on(Input.Changed)
    def _write(self) -> None:
        words = fold(self.query_one(SafeInput).value.strip())
        self._shown = [one for one in self._read.texts if words in fold(f"{one.name} {one.words}")]
        listed = self.query_one(LineList)
        width = max(_LEAST, (listed.line_width or self.app.size.width) - _NAME - 3)
        listed.styles.height = max(1, min(_SHOWN, len(self._shown)))
        empty: Line = (Piece(_("No text matches."), "dim"),)
        listed.show([self._line(one, width) for one in self._shown] or [empty])

        self._write_words()

    def on_line_list_moved(self) -> None:
        """Show another text in full."""
        self._write_words()

    def _write_words(self) -> None:
        place, pane = self.query_one(LineList).place, self.query_one("#text-words", LinePane)
        words = filled(self._shown[place], self._read.values) if place < len(self._shown) else ""
        width = max(_LEAST, (pane.line_width or self.app.size.width) - 1)
        pane.show([(Piece(f" {line}", "dim"),) for line in wrap(words, width)] if words else [])

    def _line(self, one: InsertableText, width: int) -> Line:
        return Piece(fit(one_line(one.name), _NAME) + "  ", "strong"), Piece(fit(one_line(one.words), width), "dim")

    def action_move(self, lines: int) -> None:
        """Move the cursor of the list."""
        self.query_one(LineList).action_move(lines)

    @on(Input.Submitted)
    def _choose(self) -> None:
        place = self.query_one(LineList).place
        if place < len(self._shown):
            self.dismiss(filled(self._shown[place], self._read.values))

    def on_line_list_selected(self) -> None:
        """Insert the clicked text."""
        self._choose()


def filled(text: InsertableText, values: Mapping[str, str]) -> str:
    """Return a text with the known placeholders filled in; unknown ones are left unchanged."""
    words = text.words
    for key, places in PLACEHOLDERS.items():
        for place in places if key in values else ():
            words = words.replace(place, values[key])
    return f"{words} {text.mark}".rstrip()
