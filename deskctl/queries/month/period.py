"""A period for which figures are computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import WAS_CHANGED

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

_EVER = 1 << 62
_LONGEST_OPENING = 62 * 86_400
"""A clock starts at an action or when the desk opens next: always within this time of the last action."""


def of_customer(customer: str | None, place: int) -> str:
    """Return the condition on the customer, if there is one, in a form that uses the index."""
    return "TRUE" if customer is None else f"ticket.customer = ?{place}"


def recorded_of(customer: str | None, place: int) -> str:
    """Return the same condition for actions that were recorded since `?1`, which needs no older tickets."""
    condition = of_customer(customer, place)
    return condition if customer is None else f"{condition} AND {WAS_CHANGED} AND ticket.changed_at >= ?1"


def may_start_since(since: Instant) -> tuple[str, Instant]:
    """Return the condition on a ticket whose clocks may have started since a time, with its value."""
    return f"{WAS_CHANGED} AND ticket.changed_at >= ?", since - _LONGEST_OPENING


@dataclass(frozen=True, slots=True)
class Period:
    """A period without its `end`, for one customer or all; states are read `at` a time.

    Actions recorded after it `closes` do not count in it.
    """

    begin: Instant
    end: Instant
    at: Instant
    customer: str | None = None
    closes: Instant = _EVER
    zone: tzinfo = UTC

    @property
    def known(self) -> Instant:
        """The time up to which entries count."""
        return min(self.at, self.closes)

    @property
    def last(self) -> Instant:
        """The known end of the period: its end, or just after the time of reading."""
        return min(self.end, self.at + 1)
