"""The roster of the lead engineers ahead: the times that nobody covers, and those that several do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

GAP, OVERLAP = "gap", "overlap"


class Stretch(NamedTuple):
    """A stretch of time that nobody covers, or that several do: then `staff` names them."""

    kind: str
    start: Instant
    end: Instant
    staff: tuple[str, ...]


def gaps_between(
    begin: Instant, end: Instant, spans: Sequence[tuple[Instant, Instant]]
) -> Iterator[tuple[Instant, Instant]]:
    """Yield the stretches from one time to another that no span covers; the spans are in order of their start."""
    covered = begin
    for start, stop in [*spans, (end, end)]:
        if start > covered and covered < end:
            yield covered, min(start, end)
        covered = max(covered, stop)


def uneven_stretches(conn: Reader, begin: Instant, end: Instant) -> list[Stretch]:
    """Return the gaps and the overlaps of the roster between two times, in order."""
    found = conn.execute(
        'SELECT start, "end", staff FROM roster WHERE "end" > ? AND start < ? ORDER BY start, id', [begin, end]
    ).fetchall()
    gaps = [Stretch(GAP, *gap, ()) for gap in gaps_between(begin, end, [row[:2] for row in found])]
    return sorted([*gaps, *_overlaps(found, begin, end)], key=lambda stretch: (stretch.start, stretch.kind))


def _overlaps(shifts: Sequence[tuple[Instant, Instant, str]], begin: Instant, end: Instant) -> Iterator[Stretch]:
    for place, (_start, stop, staff) in enumerate(shifts):
        for start, other_stop, other in shifts[place + 1 :]:
            if start >= stop:
                break
            yield Stretch(OVERLAP, max(start, begin), min(stop, other_stop, end), (staff, other))


def overlapping_shifts(conn: Reader, shift: Mapping[str, Any]) -> list[str]:
    """Return the other shifts that a shift overlaps."""
    found = conn.execute(
        'SELECT id FROM roster WHERE start < ? AND "end" > ? AND id <> ? ORDER BY start',
        [shift["end"], shift["start"], shift.get("id") or ""],
    )
    return [name for (name,) in found]
