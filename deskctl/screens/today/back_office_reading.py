"""Reading the work of the back office: mails, parts, loaners, charges, stock, contracts, records to verify."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.reference.records import list_records
from deskctl.queries.tickets.unidentified import unidentified_tickets
from deskctl.screens.services.awaited_parts import pieces_to_come
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.today.due_reading import BUSINESS, DueRead, read_people, read_refusals
from deskctl.sla.duties import Duty, DutyRule
from deskctl.store.port import Reader
from deskctl.widgets.panes.tabs import Tab

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ALL, UNVERIFIED = "all", "unverified"
TABS = (
    Tab(ALL, N_("All"), N_("All")),
    Tab("mail", N_("Mails"), N_("Mails")),
    Tab("part", N_("Parts"), N_("Parts")),
    Tab("loaner", N_("Loaners"), N_("Loans")),
    Tab("charge", N_("Charges"), N_("Fees")),
    Tab("stock", N_("Stock"), N_("Stock")),
    Tab("contract", N_("Contracts"), N_("Contr.")),
    Tab(UNVERIFIED, N_("To verify"), N_("Verify")),
)
_KINDS: Mapping[str, Sequence[str]] = {
    "mail": ("mail",),
    "part": ("part",),
    "loaner": ("loaner", "loaner_send", "cover"),
    "charge": ("charge",),
    "stock": ("stock_minimum",),
    "contract": ("contract", "warranty"),
    UNVERIFIED: ("unidentified", "unverified_customer", "unverified_contact"),
}


def read_back_office(session: Session) -> DueRead:
    """Read the duties of the back office by kind, the earliest due first."""
    zone = cast("ZoneInfo", session.look.zone)
    kinds = tuple(kind for some in _KINDS.values() for kind in some)
    with reading(session.store) as conn:
        due = due_list(DueInputs(conn, session.at(), zone), DueFilter())
        duties = [duty for duty in due if duty.rule.kind in kinds or duty.rule.role == BUSINESS]
        duties += _to_verify(conn, zone)
        rows = {name: [duty for duty in duties if duty.rule.kind in some] for name, some in _KINDS.items()}
        refusals, pieces = read_refusals(conn, duties, session), pieces_to_come(conn, duties)
        return DueRead({ALL: duties, **rows}, all_customer_names(conn), *read_people(conn, duties), refusals, pieces)


def _to_verify(conn: Reader, zone: "ZoneInfo") -> Iterator[Duty]:
    for number, title in unidentified_tickets(conn):
        yield Duty(_rule("unidentified"), ticket_name(number), title, ticket=number)
    for noun in ("customer", "contact"):
        for one in list_records(conn, noun, zone, unverified=True):
            customer = one["id"] if noun == "customer" else one.get("customer")
            yield Duty(_rule(f"unverified_{noun}"), one["id"], str(one["name"] or ""), customer=customer)


def _rule(kind: str) -> DutyRule:
    return DutyRule(kind, "", BUSINESS, soft=True, lead=None, numbers={})
