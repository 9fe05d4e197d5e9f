"""The dialog that undoes the last action: the action, the changes of promises, and the reason."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.language.words.action_texts import action_texts, named_values
from deskctl.names import ticket_name
from deskctl.screens import keys
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.session.jobs import OPENS, Failed, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Performed, failure_lines, perform_step, start_step
from deskctl.screens.ticket.undo_preview import UndoFound, correction, find_undo
from deskctl.widgets.inputs.answer_buttons import AnswerButtons
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.lines.action_lines import event_word
from deskctl.widgets.lines.change_lines import change_lines
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import wrap
from deskctl.widgets.style.times import short_time

_MEANING = N_("The clocks run as if it had not happened; both actions stay in the history.")
_LEAST, _NOTE_LINES = 20, 3
VOID = "void"
"""The result if there is nothing to undo; the ticket itself may be voided then."""


class UndoScreen(DialogScreen[Any]):
    """Shows what the undo changes, and asks for confirmation."""

    AUTO_FOCUS = ""
    CSS_PATH = "undo.tcss"
    HELP_TITLE = N_("Undo")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.SAVE,
        Binding("escape", "cancel", N_("Cancel"), id="undo.cancel", tooltip=N_("go back without recording")),
    ]

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._found: UndoFound | None = None

    def compose(self) -> ComposeResult:
        """Lay out the action, the consequences, the reason and the buttons."""
        with Vertical(id="undo") as box:
            box.border_title = _("{ticket}: undo the last action").format(ticket=ticket_name(self._number))
            yield LinePane(id="undo-lines")
            yield Label(_("What was wrong") + " *", markup=False, id="undo-asked")
            yield SafeInput(_("recorded by mistake"), id="undo-reason", compact=True, select_on_focus=True)
            yield LinePane(id="undo-refusal")
            yield AnswerButtons(_("Undo"))
            self.name_keys(box, _("ctrl+o: undo  esc: back"))

    def on_mount(self) -> None:
        """Find the action to undo."""
        self.query_one(AnswerButtons).enter()
        in_background(self, lambda: find_undo(self.session, self._number), "undo", name=OPENS)

    def on_undo_found(self, event: UndoFound) -> None:
        """Show the action and the changes of the promises."""
        self._found = event
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        if self._found:
            pane = self.query_one("#undo-lines", LinePane)
            pane.show(self._lines(self._found, max(_LEAST, pane.line_width)))

    def _lines(self, undo: UndoFound, width: int) -> list[Line]:
        action, at, look = undo.action, self.session.at(), self.session.look
        name = f"{ticket_name(self._number)}/{action.seq}"
        who = action.actor_name or action.actor or ""
        text = "\n".join(action_texts(action.note, action.data)) or named_values(action.data, look.zone, look.names)
        note = [(Piece(f"  {line}", "dim"),) for line in wrap(text, width - 2, _NOTE_LINES)]
        return [
            (Piece(f"{name}  ", "title"), Piece(event_word(action), "strong")),
            (Piece(f"{short_time(action.at, at, look.zone)}  {who}", "dim"),),
            *(note if text else ()),
            (),
            *((Piece(line, "dim"),) for line in wrap(_(_MEANING), width)),
            (),
            *change_lines(undo.changes, at, look, width),
        ]

    def on_failed(self, failed: Failed) -> None:
        """Close the dialog with `VOID` if there is nothing to undo, else show the error."""
        if isinstance(failed.error, NotFound):
            self.dismiss(VOID)
            return
        self.notify(error_text(failed.error), severity="warning", markup=False)
        self.dismiss(None)

    def on_answer_buttons_chosen(self, event: AnswerButtons.Chosen) -> None:
        """Undo the action, or close the dialog."""
        if event.yes:
            self.action_save()
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _reason_given(self) -> None:
        self.query_one(AnswerButtons).enter()

    def action_save(self) -> None:
        """Undo the action; a missing reason is asked for."""
        reason = self.query_one("#undo-reason", Input).value.strip()
        if self._found is None:
            return
        if not reason:
            self.query_one("#undo-reason", Input).focus()
            return
        step = correction(self._number, self._found.action.seq, reason)
        start_step(self, lambda: perform_step(self.session, step))

    def on_performed(self, performed: Performed) -> None:
        """Close the dialog with what was recorded."""
        self.dismiss(performed.done)

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why the action cannot be undone, or, without a dialog, that this person can undo none."""
        if self._found is None:
            text = "\n".join(text for _style, text in failure_lines(failed))
            self.app.notify(text, severity="warning", markup=False, timeout=10)
            self.dismiss(None)
            return
        pane = self.query_one("#undo-refusal", LinePane)
        width = max(_LEAST, pane.line_width)
        pane.show([(Piece(line, "missed"),) for _style, text in failure_lines(failed) for line in wrap(text, width)])
        pane.add_class("-shown")

    def action_cancel(self) -> None:
        """Close the dialog."""
        self.dismiss(None)
