"""The main screen: the saved queues, the tickets of one of them, and the chosen ticket."""

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from deskctl.errors import DeskError
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.screens.actions.quick_actions_screen import QuickActionsScreen
from deskctl.screens.alerts.alert_keys import AlertKeys
from deskctl.screens.filterable_list import FilterableList
from deskctl.screens.navigation import Navigation
from deskctl.screens.queue.empty_queue import empty_lines
from deskctl.screens.queue.queue_edges import QueueEdges
from deskctl.screens.queue.queue_keys import QUEUE_BINDINGS
from deskctl.screens.queue.queue_reading import (
    QueueRead,
    RowsRead,
    read_first,
    read_other_queue,
    read_queue,
    read_rows,
)
from deskctl.screens.queue.queue_saving import QueueSavingKeys
from deskctl.screens.queue.queue_tabs import MAIL
from deskctl.screens.session.jobs import FINDS, OPENS, in_background, is_running
from deskctl.screens.session.session import Session
from deskctl.screens.session.ticker import each_second
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.presence_lines import presence_words
from deskctl.widgets.panes.header import Alarm
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_cache import CachedBox
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.panes.tabs import QueueTabs
from deskctl.widgets.style.key_words import present_keys
from deskctl.widgets.style.times import MINUTE
from deskctl.widgets.ticket_pane import TicketPane

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from deskctl.screens.ticket.ticket_reading import TicketRead
    from deskctl.widgets.panes.ticket_view import TicketView

_COUNT_EVERY = 15
_TYPING = 0.03


class QueueScreen(AlertKeys, QueueEdges, QueueSavingKeys, FilterableList, Navigation, QuickActionsScreen):
    """Shows the tickets of a queue by the next promise, and offers the actions on the chosen ticket."""

    AUTO_FOCUS = "#queue"
    HELP_TITLE = N_("The queue")
    BINDINGS: ClassVar[list[BindingType]] = [*QUEUE_BINDINGS]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._tab = "mine" if session.actor else "open"
        self._counts: Mapping[str, int] = {}
        self._alarm = Alarm()
        self._counted_at = self._drawn_at = self._awaited = 0
        self._from_top = self._is_drawn = False
        self._counts_wanted = True

    def compose(self) -> ComposeResult:
        """Lay out header, tabs, filter, table, details and keys."""
        yield LinePane(id="header")
        yield QueueTabs(id="tabs")
        with CachedBox(id="body"):
            yield QueueTable(self.session.look, id="queue")
            yield LinePane(id="empty")
            yield TicketPane(self.session.look, id="detail")
        yield KeyBar(id="keys")

    @property
    def table(self) -> QueueTable:
        """The table of tickets."""
        return self.query_one(QueueTable)

    @property
    def pane(self) -> TicketPane:
        """The pane of the chosen ticket."""
        return self.query_one(TicketPane)

    @property
    def number(self) -> int | None:
        """The ticket at the cursor."""
        return self.table.chosen

    @property
    def marked(self) -> tuple[int, ...]:
        """The marked tickets of the shown queue."""
        return self.table.marks

    def drop_marks(self, numbers: "Collection[int] | None" = None) -> None:
        """Remove the marks of these tickets, or all marks."""
        self.table.drop_marks(numbers)

    @property
    def contact(self) -> str | None:
        """The contact of the chosen ticket, if it has been read."""
        row = None if self.number is None else self.table.rows.get(self.number)
        return row.contact if row else None

    def _read_view(self) -> "TicketView | None":
        view = self.pane.view
        return view if view and view.row.number == self.number else None

    def on_mount(self) -> None:
        """Show the first rows in the first frame, and read everything else after it."""
        self.query_one("#empty").display = False
        self._show_first()
        self.write_edges()
        each_second(self, self.session, self._on_tick)
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.session.alerted.subscribe(self, lambda _none: self.ask_alarm())
        self.call_after_refresh(self._go_on)
        self.open_first()

    def _show_first(self) -> None:
        try:
            read = read_first(self.session, self._where)
            if self._tab == "mine" and not read.numbers:
                self._tab = "open"
                read = read_first(self.session, self._where)
        except DeskError:  # reported by the next read
            return
        self.table.show(read.numbers, read.rows, self.session.at())

    def _go_on(self) -> None:
        self._is_drawn = True
        self.reload()

    @property
    def _where(self) -> TicketFilter:
        return self.session.queues.filter_of(self._tab, self.session.actor, self.words, self.sort)

    def on_resize(self) -> None:
        """Redraw for a new width; Textual tells the first one three times."""
        if self.size.width != self._written_width:
            self.write_edges()

    def come_to(self, number: int) -> None:
        """Choose a ticket once it is read; switch to all open tickets unless it is certainly in this queue."""
        self._awaited = number
        if self._tab not in {"open", "unassigned"} or self.words:
            self.drop_filter()
            self.action_tab("open")

    def reload(self) -> None:
        """Read the queue, the chosen ticket and the counts again."""
        self._counts_wanted = True
        self._read_queue()
        self._reload_ticket(self.table.chosen)

    def _read_queue(self, *, delay: float = 0) -> None:
        where, around = self._where, self.table.window()
        name = OPENS if self._from_top else FINDS if self.in_filter else ""  # replaces the job of another queue
        in_background(self, lambda: read_queue(self.session, where, around), "queue", delay=delay, name=name)

    def reorder(self) -> None:
        """Show the queue in the current order, from the first ticket."""
        self._from_top = True
        self.write_edges()
        where = self._where
        self.table.look_as(self.session.queues.columns.get(self._tab, ()), where.sort)
        in_background(self, lambda: read_other_queue(self.session, where, self.post_message), "queue", name=OPENS)

    def _reload_ticket(self, number: int | None) -> None:
        if number is not None and self._is_drawn:
            in_background(self, lambda: _read_ticket(self.session, number), "ticket")

    def _on_tick(self, at: Instant) -> None:
        self.table.tick(at)
        self.pane.others = self._others()
        self.pane.tick(at)
        if self.table.is_at_rest and not self._read_view() and not is_running(self, "ticket"):
            self._reload_ticket(self.number)
        if at // MINUTE != self._drawn_at // MINUTE:
            self._drawn_at = at
            self.write_edges()
        if at - self._counted_at >= _COUNT_EVERY:
            self.ask_alarm()

    def _others(self) -> str:
        """Return who else is at the chosen ticket."""
        return presence_words(self.session.others, self.number, time.time())

    def on_queue_read(self, read: QueueRead) -> None:
        """Show a queue that was read, unless another one has been switched to."""
        if read.where != self._where:
            return
        self.table.show(read.numbers, read.rows, self.session.at())
        if self.words:
            self.write_edges()
        if self._from_top:
            self._from_top = False
            self.table.move_to(0)
        if self._awaited in read.numbers:
            self.table.move_to(read.numbers.index(self._awaited))
            self._awaited = 0
        self._show_empty(empty=not read.numbers)
        if self._counts_wanted:
            self._counts_wanted = False
            self.ask_counts()
        self.load_once_drawn()

    def _show_empty(self, *, empty: bool) -> None:
        notice = self.query_one("#empty", LinePane)
        if empty:
            notice.show(empty_lines(self._tab, self.words, self._counts, present_keys(self)))
        notice.display, self.pane.display = empty, not empty
        self.write_keys()
        self.table.set_class(empty, "-empty")

    def on_rows_read(self, read: RowsRead) -> None:
        """Show rows that came into view."""
        self.table.put_rows(read.rows)

    def on_ticket_read(self, read: "TicketRead") -> None:
        """Show the chosen ticket, unless another one has been chosen since."""
        if read.number == self.table.chosen:
            self.pane.others = self._others()
            self.pane.show_ticket(read.view, self.session.at())

    def on_queue_table_rows_requested(self, event: QueueTable.RowsRequested) -> None:
        """Read rows that came into view."""
        in_background(self, lambda: read_rows(self.session, event.numbers), f"rows-{event.numbers[0]}")

    def on_queue_table_chosen(self, chosen: QueueTable.Chosen) -> None:
        """Show the ticket at the cursor."""
        if chosen.number is None:
            self.pane.show_ticket(None, self.session.at())
        self._reload_ticket(chosen.number)

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked queue."""
        self.action_tab(picked.name)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)

    def action_tab_at(self, place: int) -> None:
        """Switch to the queue at a position, counted from 1."""
        tabs = self.session.queues.tabs
        if place <= len(tabs):
            self.action_tab(tabs[place - 1].name)

    def action_tab(self, name: str) -> None:
        """Switch to a queue; the mailbox is a page of its own."""
        if name == MAIL:
            self.action_records(MAIL)
            return
        self._tab = name
        self.reorder()

    def show_queue(self, name: str) -> None:
        """Show a queue that was saved or changed; all open tickets if it no longer exists."""
        self._counts_wanted = True
        self.drop_filter()
        self.action_tab(name if name in self.session.queues.filters else "open")

    def action_back(self) -> None:
        """Leave the details, else remove the marks, else the filter."""
        if self.table.has_focus and self.marked:
            self.drop_marks()
            return
        if self.table.has_focus or self.in_filter:
            self.drop_filter()
        self.table.focus()

    def narrowed(self) -> None:
        """Read the tickets that match the filter."""
        self._read_queue(delay=_TYPING)

    def leave_filter(self) -> None:
        """Move the focus from the filter to the table."""
        self.table.focus()


def _read_ticket(session: Session, number: int) -> "TicketRead":
    """Read a ticket in a thread, which also imports what draws it, so that no key waits for that."""
    from deskctl.screens.ticket.ticket_reading import read_ticket
    from deskctl.widgets.lines import ticket_lines  # noqa: F401

    return read_ticket(session, number)
