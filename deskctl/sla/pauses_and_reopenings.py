"""Interruptions of a ticket: pauses, which end by themselves, and reopenings because the symptom is back."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from deskctl.sla.calendar import Pause
from deskctl.sla.facts import Fact, Instant
from deskctl.sla.lifecycle import CLOSED, CLOSED_WITHOUT_ANSWER, OVER, PAUSED, RESOLVED
from deskctl.sla.milestones import Match

RESUMED = "resumed"
_ENDED = OVER | {RESOLVED}
_FINISHED = frozenset({RESOLVED, CLOSED, CLOSED_WITHOUT_ANSWER})


def pauses_of(
    steps: Iterable[tuple[Fact, str]], reasons: frozenset[str], end_of: Callable[[Fact], Instant]
) -> Iterator[Pause]:
    """Yield the pauses, sorted and without overlap, from each fact with the status after it.

    `end_of` returns when a pause ends by itself. It ends earlier if somebody resumes or ends the work. A pause that is
    recorded during another one changes nothing.
    """
    since: Instant | None = None
    until: Instant = 0
    for fact, status in steps:
        if since is not None:
            ended = fact.event == RESUMED or status in _ENDED
            if not ended and fact.at < until:
                continue
            yield from _pause(since, min(until, fact.at))
            since = None
        if fact.event == status == PAUSED and str(fact.data.get("reason")) in reasons:
            since, until = fact.at, end_of(fact)
    if since is not None:
        yield from _pause(since, until)


def _pause(begin: Instant, end: Instant) -> Iterator[Pause]:
    if end > begin:
        yield begin, end


class Reopening(NamedTuple):
    """A place in the story where the symptom is back.

    With `same_fault` the resolution before it is void. With `responded` an engineer took the reopening, which counts as
    the response.
    """

    place: int
    at: Instant
    same_fault: bool
    responded: bool


def reopenings_of(
    steps: Iterable[tuple[Fact, str]], match: Match, end_of_window: Callable[[Instant], Instant]
) -> Iterator[Reopening]:
    """Yield the reopenings that match, from each fact with the status after it.

    The window runs from the first resolution since the last reopening, or else from the closing. A reopening of a
    ticket that is neither resolved nor closed is ignored.
    """
    fixed_at: Instant | None = None
    for place, (fact, status) in enumerate(steps):
        if fact.event in _FINISHED:
            fixed_at = fact.at if fixed_at is None else fixed_at
        elif fact.event == match.event and fixed_at is not None and match.fits(fact.data) and status not in OVER:
            yield Reopening(place, fact.at, fact.at <= end_of_window(fixed_at), fact.data.get("responded") is not False)
            fixed_at = None
