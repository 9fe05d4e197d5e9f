"""The card of a customer: tickets, equipment, people, contracts, visits, duties and mails; each row opens a record."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.find.open_place import TICKET, open_place
from deskctl.screens.find.place_keys import PLACE_KEYS, path_words
from deskctl.screens.records.customer_lines import card_ticket_line, head_lines, next_line
from deskctl.screens.records.customer_rows import TABS, TICKETS, CardRead, Row, read_card
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.ticker import each_second
from deskctl.screens.tabbed_screen import tab_keys
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece, wrapped_parts
from deskctl.widgets.panes.tabs import QueueTabs, tabs_line

_LEAST = 20
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("enter", N_("Open it"), "listed"),
    Key("p", N_("Peek"), "peek"), Key("n", keys.NEW.description, "new"),
    Key("w", keys.CALLBACK.description, "callback"),
    Key("P", keys.DOCUMENTS.description, "documents"),
    Key("f", keys.FIND.description, "find"),
    Key("?", keys.HELP.description, "help", always=True),
)  # fmt: skip


class CustomerScreen(AlertKeys, BaseScreen):
    """Shows one customer."""

    AUTO_FOCUS = "#listed"
    CSS_PATH = "customer.tcss"
    HELP_TITLE = N_("A customer")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, keys.NEW, *PLACE_KEYS, keys.SETTINGS, keys.PARKED, keys.HELP, keys.QUIT, *ALERT_KEYS,
        keys.CALLBACK, keys.DUE, keys.DOCUMENTS, keys.ATTACH,
        *tab_keys("customer", TABS),
    ]  # fmt: skip

    def __init__(self, session: Session, customer: str, at_record: str = "", *, person: str | None = None) -> None:
        super().__init__()
        self.session = session
        self._customer = customer
        self._found = at_record
        self._person = person
        self._tab = TICKETS
        self._read: CardRead | None = None
        self.is_unread = True

    def compose(self) -> ComposeResult:
        """Lay out the path, the head, the tabs and the rows."""
        yield LinePane(id="path")
        yield LinePane(id="card-head")
        yield QueueTabs(id="tabs")
        yield LineList(self.session.look, id="listed")
        yield LinePane(id="card-next")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the card, and again when the store changes."""
        self.session.visited.note(self.here)
        self.session.changed.subscribe(self, lambda _none: self.reload())
        each_second(self, self.session, self._on_tick)
        self.call_after_refresh(self.reload)

    def _on_tick(self, at: Instant) -> None:
        if self._read is not None and self._tab == TICKETS:
            self._write_rows(at)

    def reload(self) -> None:
        """Read the card again."""
        self.is_unread = False
        width = self._row_width
        in_background(self, lambda: read_card(self.session, self._customer, width), "card", name=OPENS)

    @property
    def _row_width(self) -> int:
        return max(_LEAST, self.query_one(LineList).line_width - 2)

    def on_card_read(self, read: CardRead) -> None:
        """Show the card, with the cursor on the requested record."""
        self._read = read
        self.session.visited.name(self.here)
        for tab, rows in read.rows.items():
            place = next((place for place, row in enumerate(rows) if self._found and row.place.id == self._found), None)
            if place is not None:
                self._tab, self._found = tab, ""
                self.is_unread = True
                self.call_after_refresh(self._go_to, place)
                break
        self._write()

    def _go_to(self, place: int) -> None:
        self.is_unread = False
        self.query_one(LineList).move_to(place)

    def on_resize(self) -> None:
        """Read again for the new width."""
        self.call_after_refresh(self.reload)

    def _write(self) -> None:
        width = self.size.width or self.app.size.width
        self.query_one(KeyBar).show_keys(_BAR, width)
        self.query_one("#path", LinePane).show([(Piece(f" {path_words(self)}", "dim"),)])
        if self._read is None:
            return
        counts = {tab: len(rows) for tab, rows in self._read.rows.items()}
        self.query_one(QueueTabs).show([tabs_line(TABS, self._tab, counts, width)])
        read, session = self._read, self.session
        head = wrapped_parts(list(head_lines(read.card, read.mode)), width - 2)
        self.query_one("#card-head", LinePane).show([(Piece(" "), *line) for line in head])
        coming = next_line(read.duties, read.card["name"], session.at(), session.look, width)
        self.query_one("#card-next", LinePane).show([coming])
        self._write_rows(session.at())

    def _write_rows(self, at: Instant) -> None:
        look, width = self.session.look, self._row_width
        lines = [
            row.line if row.ticket is None else card_ticket_line(row.ticket.read_at(at), at, look, width)
            for row in self._rows
        ]
        ids = [(self._tab, row.place.kind, row.place.id) for row in self._rows]
        self.query_one(LineList).show(lines or [(Piece(_("Nothing here."), "dim"),)], ids)

    @property
    def _rows(self) -> Sequence[Row]:
        return self._read.rows[self._tab] if self._read else ()

    @property
    def here(self) -> Place:
        """The place of this customer."""
        return Place("customer", self._customer, self._read.card["name"] if self._read else self._customer)

    @property
    def at_cursor(self) -> Place | None:
        """The record at the cursor; None for a duty."""
        place = self.query_one(LineList).place
        place_of_row = self._rows[place].place if place < len(self._rows) else None
        return place_of_row if place_of_row is None or place_of_row.kind != "duty" else None

    @property
    def number(self) -> int | None:
        """The ticket at the cursor."""
        chosen = self.at_cursor
        return int(chosen.id) if chosen and chosen.kind == TICKET else None

    @property
    def documents_of(self) -> str | None:
        """The ticket at the cursor, else the customer."""
        return super().documents_of or self._customer

    @property
    def contact(self) -> str | None:
        """The person at the cursor, else the one that the card was opened for, else the only one; None if unclear."""
        chosen = self.at_cursor
        if chosen and chosen.kind == "contact":
            return chosen.id
        people = [str(one["id"]) for one in self._read.card["contacts"]] if self._read else []
        return self._person or (people[0] if len(people) == 1 else None)

    def on_line_list_selected(self) -> None:
        """Open the record at the cursor; for a duty, the list of what is due."""
        if self.at_cursor is not None:
            open_place(self, self.session, self.at_cursor)
        elif self._rows:
            self.action_due()

    def action_listed(self) -> None:
        """Open the record at the cursor."""
        self.on_line_list_selected()

    def action_tab(self, name: str) -> None:
        """Show another part of the card."""
        self._tab = name
        self.query_one(LineList).move_to(0)
        self._write()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    def action_new(self) -> None:
        """Open a ticket for the person that is known, and the equipment at the cursor."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        chosen = self.at_cursor
        equipment = [chosen.id] if chosen and chosen.kind == "asset" else None
        preset = {"contact": self.contact, "assets": equipment}
        self.app.push_screen(IntakeScreen(self.session, preset), self.show_done)

    def action_back(self) -> None:
        """Close the card."""
        self.dismiss(None)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
