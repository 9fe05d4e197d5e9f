"""The list of saved queues, to change the filter, name, columns and order of each, and to remove it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from deskctl.config.edit import write_settings
from deskctl.config.file import text_of_settings
from deskctl.config.queue_tables import change_queue, keep_queue, move_queue, remove_queue
from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.queries.conditions.filter_text import line_of, narrowed
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.saved_queues import SavedQueue, saved_queues, values_of_queue
from deskctl.screens import keys
from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen
from deskctl.screens.kept_layout import KeptLayout
from deskctl.screens.queue.queue_tabs import all_queues
from deskctl.screens.session.jobs import error_text
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.panes.queue_columns import CHOOSABLE
from deskctl.widgets.style.cells import fit, shorten, wrap

_TITLE, _LEAST = 16, 20
_FIELDS = N_("words, or customer: owner: level: severity: type: late <2h @me")


class SavedQueuesScreen(KeptLayout, ModalScreen[None]):
    """Lists the saved queues; every change is saved at once, and `u` undoes it."""

    CSS_PATH = "../settings/settings.tcss"
    AUTO_FOCUS = "#queues"
    HELP_TITLE = N_("Saved queues")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="queues.back"),
        Binding("r", "rename", N_("Rename"), id="queues.rename"),
        Binding("c", "columns", N_("Columns"), id="queues.columns"),
        Binding("K,shift+up", "shift(-1)", N_("Earlier"), id="queues.earlier"),
        Binding("J,shift+down", "shift(1)", N_("Later"), id="queues.later"),
        Binding("d,delete", "remove", N_("Remove"), id="queues.remove"),
        Binding("u", "undo", N_("Undo change"), id="queues.undo"),
        keys.HELP,
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._past: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the queues above the keys."""
        with Vertical(id="prompt", classes="asked") as box:
            box.border_title = _("Saved queues")
            yield LineList(self.session.look, id="queues")
            yield LinePane(id="queues-keys")

    def on_mount(self) -> None:
        """Show the queues."""
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        listed, below = self.query_one(LineList), self.query_one("#queues-keys", LinePane)
        width, queues = max(_LEAST, below.size.width - 2), saved_queues()
        lines: list[Line] = [self._line(queue, width) for queue in queues]
        if not lines:
            lines = [
                (Piece(line, "dim"),) for line in wrap(_("None yet: / filters the queue, ctrl+o saves it."), width)
            ]
        listed.styles.height, below.styles.height = len(lines), 2
        listed.show(lines, [queue.name for queue in queues])
        self.call_after_refresh(listed.scroll_into_view)
        self.query_one("#prompt").border_subtitle = _("enter: change, esc: back") if queues else _("esc: back")
        undo = _("u undo") if self._past else ""
        keys = _("r name  c columns  K J order  d remove  u undo") if queues else undo
        below.show([(), (Piece(shorten(keys, width), "dim"),)])

    def _line(self, queue: SavedQueue, width: int) -> Line:
        text = line_of(queue.where, self.session.queues.named) or _("all open tickets")
        return Piece(fit(queue.title, _TITLE) + " ", "strong"), Piece(shorten(text, width - _TITLE - 1), "dim")

    @property
    def _chosen(self) -> SavedQueue | None:
        queues, place = saved_queues(), self.query_one(LineList).place
        return queues[place] if place < len(queues) else None

    def _do(self, change: Callable[[], None]) -> str:
        """Change the file and redraw; return the problem, empty if there is none."""
        before = text_of_settings()
        try:
            change()
            self.session.queues = all_queues(self.session.queues.named)
        except DeskError as error:
            return error_text(error)
        if text_of_settings() != before:
            self._past.append(before)
        self._write()
        return ""

    def _do_or_notify(self, change: Callable[[], None]) -> None:
        problem = self._do(change)
        if problem:
            self.notify(problem, severity="error", markup=False)

    @on(LineList.Selected)
    def action_change(self) -> None:
        """Change the filter of the chosen queue; close the screen if there is none."""
        queue = self._chosen
        if queue is None:
            self.dismiss(None)
            return
        named = self.session.queues.named

        def keep(line: str) -> str:
            where = narrowed(TicketFilter(sort=queue.where.sort), line, named)
            looks = {"title": queue.title if queue.title != queue.name else "", "columns": ",".join(queue.columns)}
            values = values_of_queue(where) | {key: value for key, value in looks.items() if value}
            return self._do(lambda: keep_queue(queue.name, values)) if values else _("Give it a filter.")

        self.app.push_screen(TextPromptScreen(queue.title, _(_FIELDS), line_of(queue.where, named), keep))

    def action_rename(self) -> None:
        """Change the title of the chosen queue."""
        queue = self._chosen
        if queue is not None:
            name = queue.name

            def keep(title: str) -> str:
                return self._do(lambda: change_queue(name, "title", title or None))

            self.app.push_screen(TextPromptScreen(_("Rename"), _("the heading of a saved queue"), queue.title, keep))

    def action_columns(self) -> None:
        """Choose the columns of the chosen queue."""
        queue = self._chosen
        if queue is not None:
            name, prompt = queue.name, _("in this order, of: {columns}").format(columns=", ".join(CHOOSABLE))
            self.app.push_screen(
                TextPromptScreen(
                    _("Columns"), prompt, ", ".join(queue.columns), lambda typed: self._keep_columns(name, typed)
                )
            )

    def _keep_columns(self, name: str, typed: str) -> str:
        columns = [column.strip() for column in typed.replace("，", ",").split(",") if column.strip()]
        unknown = [column for column in columns if column not in CHOOSABLE]
        if unknown:
            return _("There is no column {name!r}.").format(name=unknown[0])
        return self._do(lambda: change_queue(name, "columns", ",".join(columns) or None))

    def action_shift(self, step: int) -> None:
        """Move the chosen queue up or down."""
        queue = self._chosen
        if queue is not None:
            name = queue.name
            self._do_or_notify(lambda: move_queue(name, step))

    def action_remove(self) -> None:
        """Remove the chosen queue."""
        queue = self._chosen
        if queue is not None:
            name = queue.name
            self._do_or_notify(lambda: remove_queue(name))
            self.notify(_("{title} is removed; u undoes it.").format(title=queue.title), markup=False, timeout=4)

    def action_undo(self) -> None:
        """Undo the last change."""
        if self._past:
            before, count = self._past[-1], len(self._past)
            self._do_or_notify(lambda: write_settings(before))
            del self._past[count - 1 :]

    def action_help(self) -> None:
        """Show the keys of what has the focus."""
        from deskctl.screens.dialogs.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self))
