"""The list of the texts of a ticket, each public or internal; one key flips the mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from deskctl.documents.reports.public_texts import has_internal_words
from deskctl.language.i18n import N_, _, language
from deskctl.language.words.action_texts import action_texts
from deskctl.names import ticket_name
from deskctl.queries.ticket.history import ActionRow, actions_in_force, history, published
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.session.jobs import OPENS, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Step, perform_step, start_step
from deskctl.screens.session.store_session import reading
from deskctl.widgets.lines.action_lines import event_word
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.times import TIME_CELLS, padded_time

_LEAST, _EVENT = 20, 18


@dataclass
class MarksRead(Message):
    """The actions with texts, and those of which the customer may read the texts."""

    steps: Sequence[ActionRow]
    public: frozenset[int]


class VisibilityScreen(DialogScreen[None]):
    """Lists the texts of a ticket with their marks."""

    CSS_PATH = "../dialogs/help.tcss"
    AUTO_FOCUS = "#marks"
    HELP_TITLE = N_("Public or internal")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "flip", N_("Flip"), id="marks.flip", tooltip=N_("publish the text, or make it internal")),
        Binding("escape,q", "dismiss", N_("Back"), id="marks.back"),
    ]

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._read: MarksRead | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="help") as box:
            box.border_title = _("{ticket}: public or internal").format(ticket=ticket_name(self._number))
            box.border_subtitle = _("m: flip   esc: back")
            yield LineList(self.session.look, id="marks")

    def on_mount(self) -> None:
        """Read the texts, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self._reload())
        self._reload()

    def _reload(self) -> None:
        in_background(self, self._marks, "marks", name=OPENS)

    def _marks(self) -> MarksRead:
        with reading(self.session.store) as conn:
            steps = history(conn, self._number)
        worded = [step for step in actions_in_force(steps) if action_texts(step.note, step.data)]
        return MarksRead(worded, published(steps))

    def on_marks_read(self, read: MarksRead) -> None:
        """Show the texts."""
        self._read = read
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.line_width - 2)
        steps = self._read.steps if self._read else ()
        lines = [self._line(step, width) for step in steps]
        listed.show(lines or [(Piece(_("No text yet."), "dim"),)], [step.seq for step in steps])

    def _line(self, step: ActionRow, width: int) -> Line:
        is_public = self._read is not None and step.seq in self._read.public
        internal = has_internal_words(step, is_public=is_public)
        at, look, mark = self.session.at(), self.session.look, _("int.") if internal else _("pub.")
        head = (
            Piece(f"{mark} ", "soon" if internal else "good"),
            Piece(padded_time(step.at, at, look.zone) + " ", "dim"),
            Piece(fit(event_word(step), _EVENT) + " ", "accent"),
        )
        room = max(_LEAST, width - TIME_CELLS[language()] - _EVENT - 8)
        return (*head, Piece(fit(one_line(" ".join(action_texts(step.note, step.data))), room)))

    def on_line_list_selected(self) -> None:
        """Flip the mark of the chosen text."""
        self.action_flip()

    def action_flip(self) -> None:
        """Publish the texts of the chosen action, or make them internal again."""
        from deskctl.operations.framework.base import build
        from deskctl.operations.framework.catalogue import find

        place = self.query_one(LineList).place
        if self._read is None or place >= len(self._read.steps):
            return
        step = self._read.steps[place]
        verb = "unpublish" if step.seq in self._read.public else "publish"
        operation: Any = build(find("ticket", verb), {"seq": step.seq})
        start_step(self, lambda: perform_step(self.session, Step(operation, self._number)))

    def on_performed(self) -> None:
        """Read the marks again."""
        self._reload()

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why nothing was changed."""
        self.notify(error_text(failed.error), severity="error", markup=False)
