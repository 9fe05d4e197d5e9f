"""One ticket in full: promises and history, people, equipment, visits and parts, and the next actions."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.operations.rules.advice.available_steps import Step, next_steps
from deskctl.queries.ticket.ticket_context import TicketContext, ticket_context
from deskctl.screens import keys
from deskctl.screens.actions.action_lines import action_line
from deskctl.screens.actions.quick_actions_screen import QuickActionsScreen
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys, mark_seen
from deskctl.screens.find.place_keys import PLACE_KEYS, path_words
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.session.ticker import each_second
from deskctl.screens.ticket.ticket_reading import TicketRead, read_ticket
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.context_lines import context_lines
from deskctl.widgets.lines.presence_lines import presence_words
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_cache import CachedBox
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece, spread
from deskctl.widgets.ticket_pane import UNDONE, TicketPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.widgets.panes.ticket_view import TicketView

_LEAST, _BESIDE = 20, 3
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("l", keys.LOG.description, "log"),
    Key("x", keys.EXPLAIN.description, "explain"), Key("u", keys.UNDO.description, "undo"),
    Key("e", keys.REPORT.description, "report"), Key("y", keys.COPY.description, "copy"),
    Key("tab", keys.DETAIL.description, "app.focus_next"),
    Key(":", keys.COMMAND.description, "app.find_commands"), Key("?", keys.HELP.description, "help", always=True),
    Key("q", keys.QUIT.description, "app.quit", always=True),
)  # fmt: skip


@dataclass
class AroundRead(Message):
    """The context of the ticket, and its possible actions."""

    around: TicketContext
    steps: list[Step]


class FactPane(LinePane, can_focus=True):
    """The context of the ticket."""


class TicketScreen(AlertKeys, QuickActionsScreen):
    """Shows everything about one ticket."""

    AUTO_FOCUS = "#detail"
    CSS_PATH = "ticket.tcss"
    AT_TICKET = "reading"
    HELP_TITLE = N_("A ticket")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, keys.ANSWER, keys.LOG, keys.TAKE, keys.ASSIGN, keys.RESOLVE, keys.REPORT, keys.CLOSE, keys.EXPLAIN,
        keys.UNDO, keys.COPY, keys.DETAIL, keys.SETTINGS, keys.PARKED, *PLACE_KEYS, keys.CARD, keys.HELP, keys.QUIT,
        keys.DUE, *keys.DAY_KEYS, *keys.OF_DOCUMENTS, keys.MARKS, UNDONE, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.session = session
        self._number = number
        self._view: TicketView | None = None
        self._around: TicketContext | None = None
        self._steps: Sequence[Step] = ()
        self._written: tuple[Sequence[Step], int] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the history, the context and the next actions."""
        yield LinePane(id="path")
        with CachedBox(id="whole"):
            yield TicketPane(self.session.look, id="detail")
            with Vertical(id="around"):
                yield FactPane(id="facts")
                yield LineList(self.session.look, id="next-steps")
        yield KeyBar(id="keys")

    @property
    def number(self) -> int:
        """The shown ticket."""
        return self._number

    @property
    def contact(self) -> str | None:
        """The contact of the ticket."""
        return self._view.record.get("contact") if self._view else None

    def on_mount(self) -> None:
        """Read the ticket, and again when the store changes."""
        self.session.visited.note(self.here)
        self._show_path()
        self.call_later(lambda: mark_seen(self, self.session, self.session.alerts.of_ticket(self._number)))
        each_second(self, self.session, self._on_tick)
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the ticket again."""
        in_background(self, lambda: read_ticket(self.session, self._number), "ticket", name=FINDS)
        in_background(self, self._read_around, "around", name=FINDS)

    def _read_around(self) -> AroundRead:
        with reading(self.session.store) as conn:
            steps = next_steps(conn, self._number, self.session.at(), self.session.acting)
            return AroundRead(ticket_context(conn, self._number, at=self.session.at()), steps)

    def _on_tick(self, at: Instant) -> None:
        self.query_one(TicketPane).tick(at)
        self._show_path()

    @property
    def here(self) -> Place:
        """The place of this ticket."""
        return Place("ticket", str(self._number), ticket_name(self._number))

    def _show_path(self) -> None:
        """Show the path to this screen, and who else has the ticket open."""
        others = presence_words(self.session.others, self._number, time.time())
        read = self.session.alerts.read
        marks = [_("watched")] * (self._number in read.watched) + [_("muted")] * (self._number in read.muted)
        path, words = Piece(f" {path_words(self)} ", "dim"), Piece(f" {others} " if others else "", "soon")
        mark = Piece(f" {' '.join(marks)} " if marks else "", "accent")
        self.query_one("#path", LinePane).show([spread((path, mark), (words,), self.size.width or self.app.size.width)])

    def on_ticket_read(self, read: TicketRead) -> None:
        """Show the ticket."""
        self._view = read.view
        if read.view is not None:
            self.session.visited.name(self.here._replace(title=read.view.row.title))
        self.query_one(TicketPane).show_ticket(read.view, self.session.at())
        self._write_facts()

    def on_around_read(self, read: AroundRead) -> None:
        """Show the context."""
        self._around = read.around
        self._steps = read.steps
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self._show_path()
        self.query_one(KeyBar).show_keys(_BAR, self.size.width)
        self._write_facts()
        self._write_steps()

    def _write_facts(self) -> None:
        facts = self.query_one(FactPane)
        if self._view and self._around:
            width = max(_LEAST, facts.line_width)
            facts.show(context_lines(self._view, self._around, self.session.at(), self.session.look, width))

    def _write_steps(self) -> None:
        steps = self.query_one(LineList)
        steps.border_title = _("Next actions")
        width = max(_LEAST, steps.size.width - _BESIDE)
        if self._written != (self._steps, width):
            self._written = (self._steps, width)
            steps.show([action_line(step, width) for step in self._steps])

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Open the form of the chosen action."""
        step = self._steps[selected.place]
        self.step_chosen((step.noun, step.verb))

    def action_back(self) -> None:
        """Close the screen."""
        self.dismiss(None)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
