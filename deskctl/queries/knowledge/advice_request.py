"""The input of a recommendation of a service mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.sla.facts import Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceRequest:
    """A request to recommend a service mode; `systems` are models of equipment, `number` is that of the ticket."""

    need: str
    lang: str
    at: Instant
    systems: Sequence[str] = ()
    customer: str | None = None
    contact: str | None = None
    title: str = ""
    level: str | None = None
    number: int | None = None
