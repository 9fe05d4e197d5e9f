"""Reading the card of a customer, as rows for each tab."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name, ticket_number
from deskctl.queries.customers.correspondence import MAIL_IN, CorrespondenceItem, correspondence
from deskctl.queries.customers.customer_card import customer_card
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.records import EVERY, list_records
from deskctl.queries.tickets.ticket_row import TicketRow, rows_of
from deskctl.screens.records.customer_lines import exchange_line
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.sla.duties import Duty
from deskctl.sla.facts import instant_of
from deskctl.store.port import Reader
from deskctl.widgets.lines.due_lines import DueRow, due_lines
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.tabs import Tab
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_ID, _STATE, _LEAST = 9, 12, 20
_AHEAD, _FAR = 30 * 86_400, 120 * 86_400
TICKETS, EQUIPMENT, PEOPLE, CONTRACTS, VISITS, DUE = "tickets", "equipment", "people", "contracts", "visits", "due"
MAIL = "mail"
TABS = (
    Tab(TICKETS, N_("Tickets"), N_("Tickets")), Tab(EQUIPMENT, N_("Equipment"), N_("Equipment")),
    Tab(PEOPLE, N_("People and sites"), N_("People")), Tab(CONTRACTS, N_("Contracts"), N_("Contracts")),
    Tab(VISITS, N_("Visits"), N_("Visits")), Tab(DUE, N_("Due"), N_("Due")),
    Tab(MAIL, N_("Exchange"), N_("Exchange")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the card, and the record that it opens; the line of a `ticket` is redrawn as time passes."""

    place: Place
    line: Line
    ticket: TicketRow | None = None


@dataclass
class CardRead(Message):
    """The card, the customer's preferred service mode, the rows of each tab, and the coming duties."""

    card: Shape
    mode: str | None
    rows: Mapping[str, Sequence[Row]]
    duties: Sequence[Duty]


def read_card(session: Session, customer: str, width: int) -> CardRead:
    """Read the card of a customer; runs in a thread."""
    at, zone = session.at(), cast("ZoneInfo", session.look.zone)
    with reading(session.store) as conn:
        card = customer_card(conn, customer, at, zone)
        contracts = list_records(conn, "contract", zone, customers=[customer])
        visits = list_records(conn, "visit", zone, customers=[customer])
        (record,) = list_records(conn, "customer", zone, customers=[customer], state=EVERY)
        due = due_list(DueInputs(conn, at, zone), DueFilter(customer=(customer,), within=_FAR))
        exchanges = correspondence(conn, customer)
        tickets = _tickets(conn, card)
    near = [duty for duty in due if duty.due_at is None or duty.due_at <= at + _AHEAD]
    lines = due_lines([DueRow(duty, None) for duty in near], at, session.look, width)
    duties = [Row(_place_of(duty.ticket, duty.subject), line) for duty, line in zip(near, lines, strict=True)]
    return CardRead(
        card,
        record["preferred_mode"],
        {
            TICKETS: [_ticket(one) for one in tickets],
            EQUIPMENT: [_row("asset", one, one["model"] or "", one["name"], one["serial"] or "", width=width)
                        for one in card["assets"]],
            PEOPLE: list(_people(card, width)),
            CONTRACTS: [_row("contract", one, one["no"], str(one["maintenance_end"] or ""), width=width)
                        for one in contracts],
            VISITS: [_visit(one, session, width) for one in visits],
            DUE: duties,
            MAIL: [_correspondence_row(one, session, width) for one in exchanges],
        },
        due,
    )  # fmt: skip


def _place_of(ticket: int | None, subject: str) -> Place:
    return Place("ticket", str(ticket)) if ticket is not None else Place("duty", subject)


def _people(card: Shape, width: int) -> Iterator[Row]:
    for one in card["contacts"]:
        yield _row("contact", one, _("person"), one["name"], one["phone"], one["title"], one["email"], width=width)
    for one in card["sites"]:
        yield _row("site", one, _("site"), one["name"], one["address"], width=width)


def _tickets(conn: Reader, card: Shape) -> list[TicketRow]:
    """Return the open tickets, the next due first, and then the last closed ones."""
    names = ([ticket_number(one["ticket"]) for one in card[part]] for part in ("open_tickets", "last_tickets"))
    still_open, over = (list(rows_of(conn, numbers).values()) if numbers else [] for numbers in names)
    still_open.sort(key=lambda row: (row.next_due_at is None, row.next_due_at or 0, row.number))
    return [*still_open, *sorted(over, key=lambda row: -row.reported_at)]


def _ticket(row: TicketRow) -> Row:
    return Row(Place("ticket", str(row.number), row.ticket), (), row)


def _correspondence_row(one: CorrespondenceItem, session: Session, width: int) -> Row:
    """Return the row of a mail, a message or a call; it opens an incoming mail, else the ticket, else the message."""
    line = exchange_line(one, session.at(), session.look, width)
    if one.way == MAIL_IN:
        return Row(Place("mail", one.id, one.text), line)
    if one.ticket is not None:
        return Row(Place("ticket", str(one.ticket), ticket_name(one.ticket)), line)
    return Row(Place("outbox", one.id, one.text), line)


def _visit(visit: Shape, session: Session, width: int) -> Row:
    ticket, look = visit["ticket"], session.look
    start = short_time(instant_of(visit["start"]), session.at(), look.zone)
    who = " ".join(look.names.get(one, one) for one in visit["engineers"] or ())
    words = "  ".join(filter(None, (start, visit["purpose"], who)))
    number = ticket_number(ticket) if ticket else None
    return Row(_place_of(number, visit["id"]), _line(str(visit["id"]), str(ticket or ""), words, width))


def _row(kind: str, record: Shape, state: str, *texts: str | None, width: int) -> Row:
    title = str(record.get("name") or record["id"])
    return Row(Place(kind, record["id"], title), _line(record["id"], state, "  ".join(filter(None, texts)), width))


def _line(key: str, state: str, text: str, width: int) -> Line:
    left = max(_LEAST, width - _ID - _STATE)
    head = Piece(fit(key, _ID), "strong"), Piece(fit(state, _STATE - 1) + " ", "dim")
    return (*head, Piece(shorten(text.strip(), left)))
