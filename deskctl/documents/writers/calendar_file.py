"""Planned visits as a calendar file (iCalendar, RFC 5545), for the calendar of the engineer."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.queries.dispatch.progress import DROPPED
from deskctl.sla.facts import Instant

_WIDTH = 75


def calendar_file(visits: Sequence[PlannedVisit], at: Instant) -> str:
    """Return the file; it contains dropped visits as cancelled, so that calendars remove them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//deskctl//dispatch//EN", "METHOD:PUBLISH"]
    for visit in visits:
        lines += _event(visit, at)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(visit: PlannedVisit, at: Instant) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{visit.id}@deskctl"
    yield f"DTSTAMP:{_time(at)}"
    yield f"DTSTART:{_time(visit.start)}"
    yield f"DTEND:{_time(visit.over)}"
    yield f"SUMMARY:{_text(' '.join(filter(None, (visit.of, visit.customer_name))))}"
    if visit.site_name:
        yield f"LOCATION:{_text(visit.site_name)}"
    words = [visit.purpose, ", ".join(visit.engineers)]
    if any(words):
        yield f"DESCRIPTION:{_text(chr(10).join(filter(None, words)))}"
    yield "STATUS:" + ("CANCELLED" if visit.progress == DROPPED else "CONFIRMED" if visit.confirmed else "TENTATIVE")
    yield "END:VEVENT"


def _time(at: Instant) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Escape special characters, and drop control characters."""
    kept = "".join(char for char in words if char == "\n" or char.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut a line so that no part has more than 75 bytes; the parts after the first begin with a space."""
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + char, size + width
    yield part
