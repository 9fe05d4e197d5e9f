"""The report of a ticket: cause, method and result on the left, history on the right, missing stages below."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, TextArea

from deskctl.documents.reports.headed_text import PARTS, as_one_text, as_parts, headings
from deskctl.errors import BadData, DeskError, listed
from deskctl.external_editor import private_file
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.recorded_words import recorded
from deskctl.screens.report.report_draft import ReportDraft
from deskctl.screens.report.report_keys import REPORT_BINDINGS, report_bar
from deskctl.screens.report.report_questions import ReportQuestions
from deskctl.screens.report.report_text import ReportRead, read_report
from deskctl.screens.report.stage_lines import stage_lines
from deskctl.screens.session.draft_file import RESTORED_NOTICE
from deskctl.screens.session.jobs import OPENS, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import (
    NotPerformed,
    Performed,
    Step,
    failure_lines,
    is_saving,
    perform_step,
    preload_writing,
    start_step,
)
from deskctl.screens.session.ticker import each_second
from deskctl.screens.session.typing_timers import TypingTimers
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.lines.ticket_lines import mismatch_lines
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, width_of, wrapped_parts
from deskctl.widgets.style.cells import shorten, wrap
from deskctl.widgets.ticket_pane import TicketPane

if TYPE_CHECKING:
    from deskctl.widgets.panes.ticket_view import TicketView

_LEAST = 20


class ReportScreen(ReportQuestions, BaseScreen):
    """Writes, issues and sends the report, and records the customer's answer."""

    AUTO_FOCUS = "#part-cause"
    CSS_PATH = "report.tcss"
    AT_TICKET = "writing"
    HELP_TITLE = N_("The report")
    BINDINGS: ClassVar[list[BindingType]] = [*REPORT_BINDINGS]

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._view: TicketView | None = None
        self._kept: Mapping[str, str] | None = None
        self._stored: Mapping[str, str] | None = None
        self._sent: Mapping[str, str] | None = None
        self._draft = ReportDraft(session.store, session.actor, number)
        self._typing = TypingTimers(self, self.save_draft, self.save_draft)
        self._afterwards: Callable[[], object] | None = None

    @property
    def number(self) -> int | None:
        """The ticket that the report is about."""
        return self._number

    @property
    def contact(self) -> str | None:
        """The contact of the ticket."""
        return self._view.record.get("contact") if self._view else None

    def compose(self) -> ComposeResult:
        """Lay out the editor, the history, the missing stages and the keys."""
        yield LinePane(id="report-head")
        with Horizontal(id="report"):
            with Vertical(id="parts"):
                for part, heading in PARTS.items():
                    yield Label(_(heading), markup=False)
                    yield SafeArea(id=f"part-{part}", tab_behavior="focus", soft_wrap=True)
            yield TicketPane(self.session.look, id="timeline")
        yield LinePane(id="missing")
        yield KeyBar(id="report-keys")

    def on_mount(self) -> None:
        """Read the ticket."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        each_second(self, self.session, lambda at: self.query_one(TicketPane).tick(at))
        self.reload()
        self.call_after_refresh(preload_writing, self)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self._show_missing()

    def reload(self) -> None:
        """Read the ticket again; the typed texts stay, and keys wait for the texts that are read first."""
        name = "" if self._kept else OPENS
        in_background(self, lambda: read_report(self.session, self._number), "report", name=name)

    def on_report_read(self, read: ReportRead) -> None:
        """Show the ticket; the texts are filled in only once."""
        self._view = read.view
        if self._kept is None:
            self._fill(read.parts)
            self._kept = self._texts()
            self._stored = read.parts if read.stored else None
            self._restore_draft(read)
        self.query_one(TicketPane).show_ticket(read.view, self.session.at())
        title = read.view.row.title if read.view else ""
        name = Piece(f" {_('Report')} {ticket_name(self._number)}  ", "title")
        room = max(1, self.size.width - width_of((name,)))
        self.query_one("#report-head", LinePane).show([(name, Piece(shorten(title, room), "strong"))])
        self._show_missing()

    def _restore_draft(self, read: ReportRead) -> None:
        """Restore the texts of an earlier console; if another text was stored since, save them to a file instead."""
        left = self._draft.take_over()
        if left and left != read.parts:
            if self._draft.is_outdated(read):
                path = private_file(as_one_text(left), ticket_name(self._number))
                message = _("The report was changed since you typed. Your text is in {path}").format(path=path)
            else:
                self._fill({part: text for part, text in left.items() if text != read.parts[part]})
                message = _(RESTORED_NOTICE)
            self.notify(message, markup=False, timeout=20)
        if self._texts() == self._kept:
            self._draft.drop()
        self._draft.begin(self._stored or {})

    def _area(self, part: str) -> SafeArea:
        return self.query_one(f"#part-{part}", SafeArea)

    def _texts(self) -> dict[str, str]:
        return {part: self._area(part).unescaped_text for part in PARTS}

    @on(TextArea.Changed)
    def _show_missing(self) -> None:
        look = self.session.look
        empty = [part for part, text in self._texts().items() if not text.strip()]
        width = max(_LEAST, self.size.width)
        lines: list[Line] = wrapped_parts(stage_lines(not empty, self._view, look), width)
        if empty:
            missing = listed([_(PARTS[part]).lower() for part in empty], _)
            text = _("still empty: {parts}").format(parts=missing)
            lines += [(Piece("  "), Piece(line, "soon")) for line in wrap(text, width - 2)]
        self.query_one(KeyBar).show_keys(report_bar(self._view), self.size.width)
        if self._view:
            lines += mismatch_lines(self._view, self.session.at(), look, width)
        self.query_one("#missing", LinePane).show(lines)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Save the draft once typing pauses, and now and then while it does not."""
        self._typing.typed()

    def save_draft(self, *, at_once: bool = False) -> None:
        """Save unsaved texts on this machine, in a thread unless the console ends."""
        self._typing.saved()
        texts, draft = self._texts(), self._draft
        if texts == self._kept:
            draft.drop()
        elif at_once and self._kept is not None:
            draft.keep(texts)
        elif self._kept is not None:
            self.run_worker(draft.saving(texts), thread=True, group="draft", exit_on_error=False)

    def on_unmount(self) -> None:
        """Release the draft for the next person who opens the report."""
        self._draft.release()

    def take(self, verb: str, values: Mapping[str, str]) -> None:
        """Record an operation on the report."""
        parts = {part: text for part, text in values.items() if not is_blank(text)}
        try:
            operation = build(find("report", verb), parts)
        except DeskError as error:  # a text that is too long
            self.on_not_performed(NotPerformed(error))
            return
        if not is_saving(self):
            self._sent = values or None
        start_step(self, lambda: perform_step(self.session, Step(operation, self._number)))

    def action_draft(self) -> None:
        """Store the texts as a draft."""
        if any(map(str.strip, self._texts().values())):
            self.take("write", self._texts())
        else:
            self.notify(_("All three parts are empty: there is nothing to keep."), severity="warning")

    def action_issue(self) -> None:
        """Issue the report as its next version; an empty part gets the focus instead."""
        texts = self._texts()
        empty = next((part for part, text in texts.items() if not text.strip()), None)
        if empty is None:
            self._saved_first(lambda: self.ask("issue", texts))
            return
        self._area(empty).focus()
        self.notify(_("Still empty: {part}.").format(part=_(PARTS[empty])), severity="warning", markup=False)

    def issue(self, values: Mapping[str, str], *, send: bool) -> None:
        """Issue the report; with `send`, ask afterwards whether to send it."""
        self._afterwards = self.action_send if send else None
        self.take("issue", values)

    def action_send(self) -> None:
        """Send the issued report to the ticket's contact."""
        self.ask("send", {})

    def action_preview(self) -> None:
        """Preview the report as the customer will see it, including unsaved texts."""
        self._saved_first(self._show_document)

    def _saved_first(self, then: Callable[[], object]) -> None:
        """Call `then`, which reads the stored draft, after the texts are stored."""
        if self._kept is None or self._texts() == self._stored or not any(self._texts().values()):
            then()
        else:
            self._afterwards = then
            self.action_draft()

    def _show_document(self) -> None:
        from deskctl.screens.report.preview_screen import report_preview

        self.app.push_screen(report_preview(self.session, self._number))

    def action_editor(self) -> None:
        """Write the three parts in an external editor."""
        from deskctl.screens.session.outside_editor import edited

        before = self._texts()
        try:
            text = edited(self.app, as_one_text(before), ticket_name(self._number))
            self._take_over(text, before)
        except DeskError as error:
            self.notify(error_text(error), severity="error", markup=False, timeout=20)

    def _take_over(self, text: str, before: Mapping[str, str]) -> None:
        """Fill in the text of the editor; if it cannot be split, save it to a file and raise `BadData`."""
        try:
            parts = as_parts(text, headings(before))
        except BadData as error:
            error.hint = _("What you wrote is in {path}").format(path=private_file(text, ticket_name(self._number)))
            raise
        self._fill({part: written.strip("\n") for part, written in parts.items() if written != before[part]})

    def _fill(self, parts: Mapping[str, str]) -> None:
        for part, text in parts.items():
            self._area(part).fill(text)

    def action_back(self) -> None:
        """Close the screen; unsaved texts are stored as a draft."""
        if self._kept not in (None, self._texts()) and any(map(str.strip, self._texts().values())):
            self._afterwards = self.action_back
            self.action_draft()
        else:
            self._draft.drop()
            self.dismiss(None)

    def on_performed(self, performed: Performed) -> None:
        """Show what was recorded."""
        words = recorded(performed.done) if performed.done.events else _("The draft is kept.")
        self.notify(words, markup=False, timeout=3)
        if self._sent is not None:
            self._kept = self._stored = self._sent
            self._draft.drop()
            self._draft.begin(self._sent)
            self.save_draft()
        then, self._afterwards = self._afterwards or self.refresh, None
        self.reload()
        then()

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why nothing was recorded; the typed texts stay."""
        leaves, self._afterwards = self._afterwards == self.action_back, None
        if leaves:
            self._draft.keep(self._texts())
            lines = [text for _style, text in failure_lines(failed)]
            lines.append(_("Your text is kept on this machine; it is here again when you open the report."))
            self.app.notify("\n".join(lines), severity="error", markup=False, timeout=10)
            self.dismiss(None)
        else:
            self.refuse(failed)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
