"""The find box: any words lead to tickets, people, customers, equipment, contracts, parts and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from deskctl.language.i18n import N_, _
from deskctl.language.words import STATUSES, word
from deskctl.names import ticket_name
from deskctl.queries.search.desk_search import Hit
from deskctl.queries.search.find_box import find_everything
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten

_KIND, _ID, _STATUS, _LEAST = 9, 12, 10, 10
_KINDS: Mapping[str, str] = {
    "ticket": N_("ticket"), "contact": N_("person"), "customer": N_("customer"), "asset": N_("equipment"),
    "contract": N_("contract"), "part": N_("part"), "faq": N_("answer"), "course": N_("course"),
}  # fmt: skip
COMMANDS = ":"
"""What is typed first to look for operations instead."""


@dataclass
class HitsRead(Message):
    """What fits the words."""

    words: str
    hits: Sequence[Hit]


class FindScreen(ModalScreen[Hit | str | None]):
    """Finds records as one types; returns the chosen one, or `COMMANDS`."""

    AUTO_FOCUS = "#find-words"
    CSS_PATH = "find.tcss"
    HELP_TITLE = N_("Find")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back"), id="find.back"),
        Binding("down", "move(1)", N_("Down"), show=False, id="find.down"),
        Binding("up", "move(-1)", N_("Up"), show=False, id="find.up"),
    ]

    def __init__(self, session: Session, words: str = "") -> None:
        super().__init__()
        self.session = session
        self._words = words
        self._hits: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        """Put the hits below the line."""
        with Vertical(id="find") as box:
            box.border_title = _("Find")
            box.border_subtitle = _("enter: open, : commands, esc: back")
            hint = _("name, phone, customer, number, serial number, words ...")
            yield SafeInput(self._words, placeholder=hint, id="find-words", compact=True, select_on_focus=False)
            yield LineList(self.session.look, id="hits")

    def on_mount(self) -> None:
        """Find what was typed already."""
        self._search(self._words)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value.startswith((COMMANDS, "：")):
            self.dismiss(COMMANDS)
        else:
            self._search(event.value.strip())

    def _search(self, words: str) -> None:
        if words:
            in_background(self, lambda: self._read(words), "find", name=FINDS)
        else:
            self.on_hits_read(HitsRead("", ()))

    def _read(self, words: str) -> HitsRead:
        with reading(self.session.store) as conn:
            return HitsRead(words, find_everything(conn, words))

    def on_hits_read(self, read: HitsRead) -> None:
        """Show what was found."""
        self._hits = read.hits
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.size.width - 2)
        nothing = _("Nothing fits: no person, customer, number, serial number or words.") if read.words else ""
        listed.show([_line(hit, width) for hit in read.hits] or [(Piece(nothing, "dim"),)])
        listed.move_to(0)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(lambda: self.on_hits_read(HitsRead(self.query_one(Input).value, self._hits)))

    def action_move(self, lines: int) -> None:
        """Move the cursor while typing."""
        self.query_one(LineList).action_move(lines)

    @on(Input.Submitted)
    def on_line_list_selected(self) -> None:
        """Return the hit at the cursor."""
        if self._hits:
            self.dismiss(self._hits[self.query_one(LineList).place])


def _line(hit: Hit, width: int) -> Line:
    key = ticket_name(int(hit.id)) if hit.kind == "ticket" else hit.id
    state = word(STATUSES, hit.status) if hit.status else ""
    owner = hit.customer_name if hit.customer_name and hit.customer_name not in hit.title else ""
    left = max(_LEAST, width - _KIND - _ID - (_STATUS + 1 if state else 0))
    text = Piece(shorten(f"{hit.title}  {owner}".rstrip(), left))
    status = (Piece(fit(state, _STATUS) + " ", "dim"),) if state else ()
    return Piece(fit(_(_KINDS[hit.kind]), _KIND), "dim"), Piece(fit(key, _ID), "strong"), *status, text
