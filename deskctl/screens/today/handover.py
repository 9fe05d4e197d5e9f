"""Reading the most pressing tickets, which are preset in the form of a hand-over."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.errors import DeskError
from deskctl.names import ticket_name
from deskctl.queries.watch.shift_handovers import tickets_to_hand_over
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading


@dataclass
class HandOverRead(Message):
    """The names of the tickets, the most pressing first."""

    tickets: Sequence[str]


def read_hand_over(session: Session) -> HandOverRead:
    """Read the tickets; runs in a thread. Empty if the store cannot be read."""
    try:
        with reading(session.store) as conn:
            numbers = tickets_to_hand_over(conn, session.at())
    except DeskError:
        numbers = []
    return HandOverRead([ticket_name(number) for number in numbers])
