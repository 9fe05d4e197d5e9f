"""What interrupts the life of a ticket: pauses with an end of their own, and reopenings because the symptom is back."""

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
    """Yield the pauses, in order and apart, from each fact with the status after it.

    `end_of` is when a pause ends by itself. It ends earlier if somebody resumes the work or ends it. A pause that is
    recorded while another one lasts changes nothing; after it has ended it is a new one.
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

    If it is the `same_fault` the resolution before it is void. `responded`: an engineer took the reopening, which
    counts as the response.
    """

    place: int
    at: Instant
    same_fault: bool
    responded: bool


def reopenings_of(
    steps: Iterable[tuple[Fact, str]], match: Match, end_of_window: Callable[[Instant], Instant]
) -> Iterator[Reopening]:
    """Yield the reopenings that fit, from each fact with the status after it.

    The window runs from the resolution on which the fix stands: the first one since the last reopening. If there was
    none, the closing takes its place. A reopening of a ticket that is neither starts nothing.
    """
    stands: Instant | None = None
    for place, (fact, status) in enumerate(steps):
        if fact.event in _FINISHED:
            stands = fact.at if stands is None else stands
        elif fact.event == match.event and stands is not None and match.fits(fact.data) and status not in OVER:
            yield Reopening(place, fact.at, fact.at <= end_of_window(stands), fact.data.get("responded") is not False)
            stands = None
