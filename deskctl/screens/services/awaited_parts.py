"""The parts that are on their way to the desk, as a list in which a delivery is found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.names import ticket_name
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.dispatch.part_balance import requested_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.ticket.history import actions_in_force, history
from deskctl.safe_text import one_line
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.screens.today.duty_operations import is_awaited, is_requested, operation_of
from deskctl.sla.duties import Duty
from deskctl.store.facts.rows import row_of
from deskctl.store.port import Reader
from deskctl.widgets.style.cells import fit

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

PiecesToCome: TypeAlias = Mapping[tuple[int | None, str, str], int]
OTHER = "other"
_FAR = 366 * 86_400
_SHORT = 7
"""The cells of an id or a number."""


@dataclass
class AwaitedRead(Message):
    """The operations that receive what is awaited, and their lines, both by the place in the list.

    One number may stand for several tickets or parts, as an order of a supplier does.
    """

    steps: Mapping[str, PresetOperation]
    options: Sequence[tuple[str, str]]


def read_awaited(session: Session) -> AwaitedRead:
    """Read the parts that are requested, then those in repair, each with the earliest due first."""
    with reading(session.store) as conn:
        inputs = DueInputs(conn, session.at(), cast("ZoneInfo", session.look.zone))
        waiting = [duty for duty in due_list(inputs, DueFilter(kinds=("part",), within=_FAR)) if is_awaited(duty)]
        duties = sorted(waiting, key=lambda duty: not is_requested(duty))
        pieces, customers = pieces_to_come(conn, duties), all_customer_names(conn)
        lines = [(str(place), _line(conn, duty, pieces, customers)) for place, duty in enumerate(duties)]
    operations = (operation_of(duty, pieces.get((duty.ticket, duty.subject, duty.title))) for duty in duties)
    steps = {str(place): step for place, step in enumerate(operations) if step}
    return AwaitedRead(steps, [*lines, (OTHER, _("another part, which nobody requested"))])


def pieces_to_come(conn: Reader, duties: Iterable[Duty]) -> PiecesToCome:
    """Return the pieces that are still to come, by ticket, number of the request and part."""
    numbers = {duty.ticket for duty in duties if duty.ticket is not None and is_awaited(duty)}
    waiting = ((number, requested_of(actions_in_force(history(conn, number)))) for number in sorted(numbers))
    return {(number, *request): pieces for number, one in waiting for request, pieces in one.items()}


def _line(conn: Reader, duty: Duty, pieces: PiecesToCome, customers: Mapping[str, str]) -> str:
    part = row_of(conn, "part", id=duty.title)
    name = f"{part['name']} {part['model'] or ''}".strip() if part else ""
    left = pieces.get((duty.ticket, duty.subject, duty.title))
    count = f"x{left}" if left else ""
    ticket = ticket_name(duty.ticket) if duty.ticket is not None else ""
    columns = (fit(text, _SHORT) for text in (duty.subject, ticket, duty.title, count))
    return " ".join(one_line(text) for text in (*columns, name, customers.get(duty.customer or "", "")))
