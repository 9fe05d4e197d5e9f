"""The rooms beside the queue: a list with a filter, and the chosen thing in detail with its history."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input

from deskctl.language.i18n import N_, _
from deskctl.queries.customers.mailbox import sender_of
from deskctl.queries.customers.record_lists import Table, room_detail, room_list
from deskctl.screens import keys
from deskctl.screens.queue.empty_queue import empty_room_lines
from deskctl.screens.queue.queue_tabs import MAIL
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Front
from deskctl.screens.session.store_session import reading
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.lines.record_lines import detail_lines, table_lines
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, Tab, tabs_line
from deskctl.widgets.style.key_words import present_keys

ROOMS = (
    Tab("customers", N_("Customers"), N_("Customers")), Tab("assets", N_("Equipment"), N_("Equipment")),
    Tab("stock", N_("Parts and stock"), N_("Stock")), Tab("roster", N_("Roster"), N_("Roster")),
    Tab(MAIL, N_("Mailbox"), N_("Mail")),
)  # fmt: skip
_LEAST = 20
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("/", keys.FILTER.description, "filter"),
    Key("n", keys.NEW.description, "new"), Key(",", keys.SETTINGS.description, "settings"),
    Key("tab", keys.DETAIL.description, "app.focus_next"),
    Key("?", keys.HELP.description, "help", always=True), Key("q", keys.QUIT.description, "app.quit", always=True),
)  # fmt: skip


@dataclass
class RoomRead(Message):
    """What is in the room."""

    room: str
    table: Table


@dataclass
class DetailRead(Message):
    """One thing of the room."""

    key: str
    tables: list[tuple[str, Table]]


@dataclass
class MailRead(Message):
    """Who sent a mail, and what it is about."""

    mail: str
    contact: str | None
    subject: str


class DetailPane(LinePane, can_focus=True):
    """One thing of the room; it scrolls."""


class RoomScreen(TicketScreen):
    """Shows a room."""

    AUTO_FOCUS = "#listed"
    CSS_PATH = "rooms.tcss"
    HELP_TITLE = N_("The rooms of the desk")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, keys.FILTER, keys.NEW, keys.SETTINGS, keys.DETAIL, keys.HELP, keys.QUIT,
        *(
            Binding(str(place), f"room('{room.name}')", room.heading, show=False, id=f"rooms.{room.name}")
            for place, room in enumerate(ROOMS, 1)
        ),
    ]  # fmt: skip

    def __init__(self, front: Front, room: str) -> None:
        super().__init__()
        self.front = front
        self._room = room
        self._words = ""
        self._table = Table((), ())
        self._detail: list[tuple[str, Table]] = []

    def compose(self) -> ComposeResult:
        """Lay out tabs, filter, list and detail."""
        yield QueueTabs(id="tabs")
        yield SafeInput(id="filter", compact=True)
        with Container(id="room"):
            with Container(id="left"):
                yield LinePane(id="heading")
                yield LineList(self.front.look, id="listed")
            yield DetailPane(id="detail")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read, and again when the store changes."""
        self.query_one("#filter").display = False
        self.front.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the room again."""
        room, words = self._room, self._words
        in_background(self, lambda: self._read(room, words), "room")

    def _read(self, room: str, words: str) -> RoomRead:
        with reading(self.front.store) as conn:
            return RoomRead(room, room_list(conn, room, words))

    def on_room_read(self, read: RoomRead) -> None:
        """Show what is in the room."""
        if read.room == self._room:
            self._table = read.table
            self._write()
            self._read_detail()

    def _read_detail(self) -> None:
        if not self._table.rows:
            self._detail = []
            self._write()
            return
        room, key = self._room, str(self._table.rows[self.query_one(LineList).place][0])
        in_background(self, lambda: self._detail_of(room, key), "detail")

    def _detail_of(self, room: str, key: str) -> DetailRead:
        with reading(self.front.store) as conn:
            return DetailRead(key, room_detail(conn, room, key))

    def on_detail_read(self, read: DetailRead) -> None:
        """Show the chosen thing."""
        self._detail = read.tables
        self._write()
        self.query_one(DetailPane).scroll_to(y=0, animate=False)

    def on_line_list_moved(self) -> None:
        """Show another thing."""
        self._read_detail()

    def on_resize(self) -> None:
        """Write for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        at, look, listed = self.front.at(), self.front.look, self.query_one(LineList)
        self.query_one(KeyBar).show_keys(_BAR, self.size.width)
        self.query_one(QueueTabs).show([tabs_line(ROOMS, self._room, {}, self.size.width)])
        width = max(_LEAST, listed.scrollable_content_region.width - 2)
        heading, rows = table_lines(self._table, at, look, width)
        self.query_one("#heading", LinePane).show([(Piece("  "), *heading) if rows else ()])
        listed.show(rows)
        pane = self.query_one(DetailPane)
        room = max(_LEAST, pane.scrollable_content_region.width - 1)
        empty = () if rows else empty_room_lines(self._room, self._words, present_keys(self))
        pane.show(empty or detail_lines(self._detail, at, look, room))

    def action_room(self, name: str) -> None:
        """Go to another room."""
        self._room = name
        self.query_one(LineList).move_to(0)
        self.reload()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Go to the clicked room."""
        self.action_room(picked.name)

    def action_new(self) -> None:
        """Open a ticket, in the mailbox from the chosen mail."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        if self._room == MAIL and self._table.rows:
            mail = str(self._table.rows[self.query_one(LineList).place][0])
            in_background(self, lambda: self._mail(mail), "mail")
            return
        self.app.push_screen(IntakeScreen(self.front), self.tell)

    def _mail(self, mail: str) -> MailRead:
        with reading(self.front.store) as conn:
            return MailRead(mail, *sender_of(conn, mail))

    def on_mail_read(self, read: MailRead) -> None:
        """Take the mail up as a ticket."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        preset = {"contact": read.contact, "title": read.subject, "channel": "email", "mail": read.mail}
        self.app.push_screen(IntakeScreen(self.front, preset), self.tell)

    def action_filter(self) -> None:
        """Open the filter."""
        line = self.query_one("#filter", Input)
        line.display, line.placeholder = True, _("words of the name, the id, the serial number ...")
        line.focus()

    def action_back(self) -> None:
        """Drop the filter, else leave the room."""
        line = self.query_one("#filter", Input)
        if line.display:
            line.value = ""
            line.display = False
            self.query_one(LineList).focus()
        else:
            self.dismiss(None)

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        self._words = event.value.strip()
        self.reload()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.query_one(LineList).focus()

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)
