"""What is known when a way of service is recommended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.sla.facts import Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceRequest:
    """What is known when a way of service is recommended: the models concerned, the number of the ticket if any."""

    need: str
    lang: str
    at: Instant
    systems: Sequence[str] = ()
    customer: str | None = None
    contact: str | None = None
    title: str = ""
    level: str | None = None
    number: int | None = None
