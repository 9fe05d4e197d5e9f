"""The card of a customer: contract, tickets, people, sites and equipment; whatever is listed opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.language.words import STATUSES, milestone_word, word
from deskctl.names import ticket_number
from deskctl.queries.customers.customer_card import customer_card
from deskctl.queries.json_values import Shape
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, broken
from deskctl.widgets.style.cells import fit, shorten

_ID, _STATE, _LEAST = 9, 12, 20
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("enter", keys.OPEN.description, "listed"),
    Key("n", keys.NEW.description, "new"), Key("f", keys.FIND.description, "find"),
    Key("?", keys.HELP.description, "help", always=True),
)  # fmt: skip


@dataclass
class CardRead(Message):
    """The card."""

    card: Shape


class CustomerScreen(AlertKeys, TicketScreen):
    """Shows one customer."""

    AUTO_FOCUS = "#listed"
    CSS_PATH = "customer.tcss"
    HELP_TITLE = N_("A customer")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, keys.NEW, keys.FIND, keys.SETTINGS, keys.PARKED, keys.HELP, keys.QUIT, *ALERT_KEYS,
        Binding("enter", "listed", keys.OPEN.description, show=False, id="customer.open"),
    ]  # fmt: skip

    def __init__(self, session: Session, customer: str, found: str = "") -> None:
        super().__init__()
        self.session = session
        self._customer = customer
        self._found = found
        self._card: Shape = {}
        self._rows: list[tuple[str, str, Line]] = []

    def compose(self) -> ComposeResult:
        """Lay out the head above the rows."""
        yield LinePane(id="card-head")
        yield LineList(self.session.look, id="listed")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the card, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the card again."""
        in_background(self, self._read, "card")

    def _read(self) -> CardRead:
        with reading(self.session.store) as conn:
            return CardRead(customer_card(conn, self._customer, self.session.at(), self.session.look.zone))

    def on_card_read(self, read: CardRead) -> None:
        """Show the card, with the cursor on what was found."""
        self._card = read.card
        self._write()
        place = next((place for place, row in enumerate(self._rows) if self._found and row[1] == self._found), None)
        if place is not None:
            self._found = ""
            self.query_one(LineList).move_to(place)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self.query_one(KeyBar).show_keys(_BAR, self.size.width)
        if not self._card:
            return
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.scrollable_content_region.width - 2)
        self.query_one("#card-head", LinePane).show(broken(list(_head(self._card)), self.size.width - 1))
        self._rows = list(_rows(self._card, width))
        listed.show([line for _kind, _key, line in self._rows])

    @property
    def _row(self) -> tuple[str, str]:
        return self._rows[self.query_one(LineList).place][:2] if self._rows else ("", "")

    @property
    def contact(self) -> str | None:
        """The person at the cursor, else the first of the customer."""
        kind, key = self._row
        people = [str(one["id"]) for one in self._card.get("contacts", ())]
        return key if kind == "contact" else next(iter(people), None)

    def on_line_list_selected(self) -> None:
        """Open the ticket at the cursor."""
        from deskctl.screens.ticket.whole_ticket import WholeTicket

        kind, key = self._row
        if kind == "ticket":
            self.app.push_screen(WholeTicket(self.session, ticket_number(key)), lambda _none: self.reload())
        elif kind == "contact":
            self.action_new()

    def action_listed(self) -> None:
        """Open what is at the cursor."""
        self.on_line_list_selected()

    def action_new(self) -> None:
        """Open a ticket for the person at the cursor."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        kind, key = self._row
        preset = {"contact": self.contact, "assets": [key] if kind == "asset" else None}
        self.app.push_screen(IntakeScreen(self.session, preset), self.show_done)

    def action_back(self) -> None:
        """Close the card."""
        self.dismiss(None)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)


def _head(card: Shape) -> Iterator[Line]:
    yield Piece(f" {card['id']} ", "dim"), Piece(f"{card['name']}  ", "title")
    if card["key_customer"]:
        yield (Piece(_("key customer") + "  ", "accent"),)
    contract = card["contract"]
    if contract is None:
        yield (Piece("! " + _("no contract on record"), "breached"),)
        return
    end, over = contract["maintenance_end"] or "?", (contract["days_left"] or 0) < 0
    text = _("contract {no}, maintained until {day}").format(no=contract["no"], day=end)
    yield (Piece(f"{'! ' if over else ''}{text}  ", "breached" if over else "text"),)
    if contract["remote_standing_authorisation"]:
        yield (Piece(_("remote sessions are allowed once for all"), "good"),)


def _rows(card: Shape, width: int) -> Iterator[tuple[str, str, Line]]:
    for ticket in (*card["open_tickets"], *card["last_tickets"]):
        milestone = milestone_word(ticket["next_milestone"]) if ticket["next_milestone"] else ""
        state = word(STATUSES, ticket["status"])
        yield "ticket", ticket["ticket"], _line(ticket["ticket"], state, f"{ticket['title']}  {milestone}", width)
    for one in card["contacts"]:
        details = "  ".join(filter(None, (one["name"], one["title"], one["phone"], one["email"])))
        yield "contact", one["id"], _line(one["id"], _("person"), details, width)
    for one in card["sites"]:
        yield "site", one["id"], _line(one["id"], _("site"), f"{one['name']}  {one['address'] or ''}", width)
    for one in card["assets"]:
        details = "  ".join(filter(None, (one["name"], one["model"], one["serial"])))
        yield "asset", one["id"], _line(one["id"], _("equipment"), details, width)


def _line(key: str, state: str, text: str, width: int) -> Line:
    left = max(_LEAST, width - _ID - _STATE)
    return Piece(fit(key, _ID), "strong"), Piece(fit(state, _STATE), "dim"), Piece(shorten(text.strip(), left))
