"""The list of parts for a ticket: its own first, then the stock; Enter builds one in, or takes it from the stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.queries.dispatch.part_balance import UsablePart, usable_parts
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten

_ID, _STATE, _LEAST = 9, 30, 20


@dataclass
class PartsRead(Message):
    """The parts that can be used."""

    found: Sequence[UsablePart]


class PartsScreen(DialogScreen[None]):
    """Lists the parts that can be used on a ticket."""

    AUTO_FOCUS = "#documents"
    CSS_PATH = "../documents/documents.tcss"
    HELP_TITLE = N_("Parts")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "want", N_("Another part"), id="parts.want", tooltip=N_("ask the back office for a part")),
        Binding("escape,q", "dismiss", N_("Back"), id="parts.back"),
    ]

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._parts: Sequence[UsablePart] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="documents-box") as box:
            box.border_title = _("{of}: parts").format(of=ticket_name(self._number))
            self.name_keys(box, _("enter: install, or take out of the stock   n: another part   esc"))
            yield LineList(self.session.look, id="documents")

    def on_mount(self) -> None:
        """Read the parts, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the parts again."""
        in_background(self, self._read, "parts", name=OPENS)

    def _read(self) -> PartsRead:
        with reading(self.session.store) as conn:
            return PartsRead(usable_parts(conn, self._number))

    def on_parts_read(self, read: PartsRead) -> None:
        """Show the parts."""
        self._parts = read.found
        self._write()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        if self._parts is not None:
            listed = self.query_one(LineList)
            width = max(_LEAST, listed.line_width - 2)
            nothing = (Piece(_("There is no part; n asks the back office for one."), "dim"),)
            ids = [one.id for one in self._parts]
            listed.show(_lines(self._parts, width) or [nothing], ids)

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Open the form that builds in a part of the ticket, or takes one from the stock."""
        if not self._parts or selected.place >= len(self._parts):
            return
        one = self._parts[selected.place]
        if one.own:
            form = form_of(self.session, "part", "install", self._number, {"part": one.id})
        else:
            preset = {"part": one.id, "qty": 1, "ticket": ticket_name(self._number)}
            form = form_of(self.session, "stock", "issue", None, preset)
        self.app.push_screen(form, lambda _done: self.reload())

    def action_want(self) -> None:
        """Open the form that asks the back office for a part."""
        form = form_of(self.session, "part", "inform", self._number)
        self.app.push_screen(form, lambda _done: self.reload())


def _lines(parts: Sequence[UsablePart], width: int) -> list[Line]:
    """Return the lines of parts; the names have the space that the widest state leaves."""
    states = [shorten(_state(one), min(_STATE, width // 2)) for one in parts]
    left = max(1, width - _ID - max(map(cell_len, states), default=0) - 2)
    return [
        (
            Piece(fit(one.id, _ID), "strong" if one.own else "dim"),
            Piece(fit(one_line(one.name), left) + "  "),
            Piece(state, "good" if one.own else "dim"),
        )
        for one, state in zip(parts, states, strict=True)
    ]


def _state(one: UsablePart) -> str:
    counts = ((_("taken {n}"), one.taken), (_("came {n}"), one.received), (_("in stock {n}"), one.stock))
    return "  ".join(words.format(n=count) for words, count in counts if count)
