"""A record that belongs to no customer, such as an answer or a part, in full."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

from deskctl.language.i18n import N_, _
from deskctl.queries.reference.records import show_record
from deskctl.queries.search.desk_search import Hit
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import wrap

if TYPE_CHECKING:
    from deskctl.screens.session.session import Session

_LEAST = 20
_LEFT_OUT = frozenset({"id", "history", "external_id"})


@dataclass
class RecordRead(Message):
    """The fields of the record."""

    fields: dict[str, Any]


class RecordPane(LinePane, can_focus=True):
    """The lines of the record."""


class AnswerScreen(ModalScreen[None]):
    """Shows the fields of one record."""

    CSS_PATH = "../dialogs/help.tcss"
    HELP_TITLE = N_("A record")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", N_("Back"), id="record.back")]

    def __init__(self, session: "Session", hit: Hit) -> None:
        super().__init__()
        self.session = session
        self._hit = hit
        self._fields: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical(id="help") as box:
            box.border_title = f"{self._hit.id}"
            box.border_subtitle = _("esc: back")
            yield RecordPane(id="help-lines")

    def on_mount(self) -> None:
        """Put the focus on the lines."""
        self.query_one(RecordPane).focus()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._show)

    def on_record_read(self, read: RecordRead) -> None:
        """Show the record."""
        self._fields = read.fields
        self._show()

    def _show(self) -> None:
        pane = self.query_one(RecordPane)
        width = max(_LEAST, pane.scrollable_content_region.width - 2)
        lines: list[Line] = [(Piece(line, "strong"),) for line in wrap(self._hit.title, width)]
        for value in self._fields.values():
            lines += [(), *((Piece(line),) for line in wrap(str(value), width))]
        pane.show(lines)


def read_answer(session: "Session", hit: Hit) -> RecordRead:
    """Read the record, without what its heading says."""
    with reading(session.store) as conn:
        found = show_record(conn, hit.kind, hit.id, session.look.zone)
    texts = {name: value for name, value in found.items() if isinstance(value, str) and name not in _LEFT_OUT}
    return RecordRead({name: value for name, value in texts.items() if value and value != hit.title})
