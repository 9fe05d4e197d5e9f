"""Values as JSON: times are RFC 3339 in the desk's zone, durations seconds."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeAlias

from deskctl.sla.facts import instant_of

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

Shape: TypeAlias = dict[str, Any]


def rfc3339(at: Instant | None, zone: tzinfo) -> str | None:
    """Return a time as RFC 3339 text with the offset of a zone."""
    return None if at is None else datetime.fromtimestamp(at, zone).isoformat()


def read_rfc3339(text: str | None) -> Instant | None:
    """Return the time of an RFC 3339 text."""
    return None if text is None else instant_of(text)
