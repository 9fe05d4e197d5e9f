"""The data of one ticket for the panes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskctl.queries.customers.caller_card import ContactCard
from deskctl.queries.ticket.full_ticket import ActionRow
from deskctl.queries.tickets.clocks import ClockRow
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.sla.facts import Instant
from deskctl.sla.state import OVERDUE, PENDING, RUNNING

_LIVE = frozenset({PENDING, RUNNING, OVERDUE})


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with its clocks and actions; `record` is its JSON, `card` what is known about the caller."""

    row: TicketRow
    record: Mapping[str, Any]
    clocks: Sequence[ClockRow]
    actions: Sequence[ActionRow]
    card: ContactCard | None

    def running(self, at: Instant) -> list[ClockRow]:
        """Return the running and pending clocks by due time."""
        live = [clock for clock in self.clocks if clock.state(at) in _LIVE]
        return sorted(live, key=lambda clock: clock.due or 0)

    def settled(self, at: Instant) -> list[ClockRow]:
        """Return the clocks that have ended, latest first; those without a stop come last."""
        ended = [clock for clock in self.clocks if clock.state(at) not in {*_LIVE, None}]
        return sorted(ended, key=lambda clock: (clock.stop is None, -(clock.stop or clock.ended_at or 0)))

    def last_named(self, kind: str) -> str | None:
        """Return the part or loaner of the last action with one, including an agreed part."""
        for action in reversed(self.actions):
            named = action.data.get(kind) or (_agreed_part(action) if kind == "part" else None)
            if isinstance(named, str):
                return named
        return None


def _agreed_part(action: ActionRow) -> str | None:
    agreed = action.data.get("for") if action.event == "consent_given" else None
    return agreed if agreed != "window" else None
