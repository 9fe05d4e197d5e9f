"""The roster of the lead engineers: shifts, gaps that nobody covers, and overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

GAP, OVERLAP = "gap", "overlap"
FOR_EVER = 1 << 40
ENDS = 'CASE WHEN roster.retired_at < roster."end" THEN roster.retired_at ELSE roster."end" END'
"""When a shift ends: a withdrawn one counts until it was withdrawn."""
_ABSENT = 'SELECT staff, start, "end" FROM absence WHERE retired_at IS NULL AND "end" > ? AND start < ?'
_LEFT = "SELECT id, retired_at, ? FROM staff WHERE retired_at < ?"


class Shift(NamedTuple):
    """A period in which somebody is on call; `id` is that of the line of the roster."""

    id: str
    staff: str
    start: Instant
    end: Instant


class RosterSpan(NamedTuple):
    """A gap that nobody covers, or an overlap of the shifts of `staff`."""

    kind: str
    start: Instant
    end: Instant
    staff: tuple[str, ...]


def gaps_between(
    begin: Instant, end: Instant, spans: Sequence[tuple[Instant, Instant]]
) -> Iterator[tuple[Instant, Instant]]:
    """Yield the gaps between two times that no span covers; the spans are sorted by start."""
    covered = begin
    for start, stop in [*spans, (end, end)]:
        if start > covered and covered < end:
            yield covered, min(start, end)
        covered = max(covered, stop)


def gaps_ahead(conn: Reader, at: Instant) -> Iterator[tuple[Instant, Instant | None]]:
    """Yield the gaps of the roster from a time on, the last without an end; nothing if there was never a roster."""
    covered = at
    for shift in covered_between(conn, at, FOR_EVER):
        if shift.start > covered:
            yield covered, shift.start
        covered = max(covered, shift.end)
    if covered > at or has_roster(conn):
        yield covered, None


def has_roster(conn: Reader) -> bool:
    """Return whether the desk has a roster, though it may have run out."""
    return conn.execute(f"SELECT 1 FROM roster WHERE {ENDS} > start LIMIT 1").fetchone() is not None


def shifts_between(conn: Reader, begin: Instant, end: Instant) -> list[Shift]:
    """Return the shifts between two times in order, absences ignored."""
    rows = conn.execute(
        f"SELECT id, staff, start, {ENDS} FROM roster WHERE {ENDS} > ? AND start < ? AND {ENDS} > start"
        " ORDER BY start, id", [begin, end],
    )  # fmt: skip
    return [Shift(*row) for row in rows]


def covered_between(conn: Reader, begin: Instant, end: Instant) -> list[Shift]:
    """Return the parts of shifts in which the person on call is neither absent nor has left, in order."""
    absent, left = conn.execute(_ABSENT, [begin, end]), conn.execute(_LEFT, [FOR_EVER, end])
    away = sorted([*absent, *left], key=lambda row: row[1])
    shifts = shifts_between(conn, begin, end)
    parts = (
        shift._replace(start=start, end=stop)
        for shift in shifts
        for start, stop in gaps_between(shift.start, shift.end, [row[1:] for row in away if row[0] == shift.staff])
    )
    return sorted(parts, key=lambda shift: (shift.start, shift.id))


def gaps_and_overlaps(conn: Reader, begin: Instant, end: Instant) -> list[RosterSpan]:
    """Return the gaps and the overlaps of the roster between two times, in order."""
    covered = covered_between(conn, begin, end)
    gaps = [RosterSpan(GAP, *gap, ()) for gap in gaps_between(begin, end, [(one.start, one.end) for one in covered])]
    return sorted([*gaps, *_overlaps(covered, begin, end)], key=lambda stretch: (stretch.start, stretch.kind))


def _overlaps(shifts: Sequence[Shift], begin: Instant, end: Instant) -> Iterator[RosterSpan]:
    for place, shift in enumerate(shifts):
        for other in shifts[place + 1 :]:
            if other.start >= shift.end:
                break
            yield RosterSpan(
                OVERLAP, max(other.start, begin), min(shift.end, other.end, end), (shift.staff, other.staff)
            )


def overlapping_shifts(conn: Reader, shift: Mapping[str, Any]) -> list[str]:
    """Return the other shifts that a shift overlaps."""
    rows = conn.execute(
        'SELECT id FROM roster WHERE start < ? AND "end" > ? AND id <> ? AND retired_at IS NULL ORDER BY start',
        [shift["end"], shift["start"], shift.get("id") or ""],
    )
    return [name for (name,) in rows]
