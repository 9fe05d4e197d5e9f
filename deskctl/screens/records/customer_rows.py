"""What belongs to a customer, tab by tab, and the head of the card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.language.words import STATUSES, milestone_word, word
from deskctl.names import ticket_number
from deskctl.queries.customers.customer_card import customer_card
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.due.outlook import Outlook
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.records import list_records
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.session.visited import Place
from deskctl.widgets.lines.due_lines import due_line
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.tabs import Tab
from deskctl.widgets.style.cells import fit, shorten

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_ID, _STATE, _LEAST = 9, 12, 20
_AHEAD = 30 * 86_400
TICKETS, EQUIPMENT, PEOPLE, CONTRACTS, VISITS, DUE = "tickets", "equipment", "people", "contracts", "visits", "due"
TABS = (
    Tab(TICKETS, N_("Tickets"), N_("Tickets")), Tab(EQUIPMENT, N_("Equipment"), N_("Equipment")),
    Tab(PEOPLE, N_("People and sites"), N_("People")), Tab(CONTRACTS, N_("Contracts"), N_("Contracts")),
    Tab(VISITS, N_("Visits"), N_("Visits")), Tab(DUE, N_("Due"), N_("Due")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the card, and what it opens."""

    place: Place
    line: Line


@dataclass
class CardRead(Message):
    """The card, and the rows of each tab."""

    card: Shape
    rows: Mapping[str, Sequence[Row]]


def read_card(session: Session, customer: str, width: int) -> CardRead:
    """Read the card of a customer; runs in a thread."""
    at, zone = session.at(), cast("ZoneInfo", session.look.zone)
    with reading(session.store) as conn:
        card = customer_card(conn, customer, at, zone)
        contracts = list_records(conn, "contract", zone, customers=[customer])
        visits = list_records(conn, "visit", zone, customers=[customer])
        due = due_list(Outlook(conn, at, zone), DueFilter(customer=(customer,), within=_AHEAD))
    duties = [
        Row(_place_of(duty.ticket, duty.subject), due_line(duty, card["name"], "", at, session.look, width))
        for duty in due
    ]
    return CardRead(
        card,
        {
            TICKETS: [_ticket(one, width) for one in (*card["open_tickets"], *card["last_tickets"])],
            EQUIPMENT: [_row("asset", one, one["model"] or "", one["name"], one["serial"] or "", width=width)
                        for one in card["assets"]],
            PEOPLE: list(_people(card, width)),
            CONTRACTS: [_row("contract", one, one["no"], str(one["maintenance_end"] or ""), width=width)
                        for one in contracts],
            VISITS: [_visit(one, width) for one in visits],
            DUE: duties,
        },
    )  # fmt: skip


def _place_of(ticket: int | None, subject: str) -> Place:
    return Place("ticket", str(ticket)) if ticket is not None else Place("duty", subject)


def _people(card: Shape, width: int) -> Iterator[Row]:
    for one in card["contacts"]:
        yield _row("contact", one, _("person"), one["name"], one["title"], one["phone"], one["email"], width=width)
    for one in card["sites"]:
        yield _row("site", one, _("site"), one["name"], one["address"], width=width)


def _ticket(ticket: Shape, width: int) -> Row:
    milestone = milestone_word(ticket["next_milestone"]) if ticket["next_milestone"] else ""
    line = _line(ticket["ticket"], word(STATUSES, ticket["status"]), f"{ticket['title']}  {milestone}", width)
    return Row(Place("ticket", str(ticket_number(ticket["ticket"])), ticket["ticket"]), line)


def _visit(visit: Shape, width: int) -> Row:
    ticket = visit["ticket"]
    words = f"{visit['start']}  {visit['purpose'] or ''}  {' '.join(visit['engineers'] or ())}"
    number = ticket_number(ticket) if ticket else None
    return Row(_place_of(number, visit["id"]), _line(str(visit["id"]), str(ticket or ""), words, width))


def _row(kind: str, record: Shape, state: str, *texts: str | None, width: int) -> Row:
    title = str(record.get("name") or record["id"])
    return Row(Place(kind, record["id"], title), _line(record["id"], state, "  ".join(filter(None, texts)), width))


def _line(key: str, state: str, text: str, width: int) -> Line:
    left = max(_LEAST, width - _ID - _STATE)
    head = Piece(fit(key, _ID), "strong"), Piece(fit(state, _STATE - 1) + " ", "dim")
    return (*head, Piece(shorten(text.strip(), left)))


def head_lines(card: Shape) -> Iterator[Line]:
    """Yield the parts of the head: who it is, and what the contract gives."""
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
