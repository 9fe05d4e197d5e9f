"""A period for which figures are computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

_EVER = 1 << 62


def of_customer(customer: str | None, place: int) -> str:
    """Return the condition on the customer, if there is one, in a form that uses the index."""
    return "TRUE" if customer is None else f"ticket.customer = ?{place}"


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
