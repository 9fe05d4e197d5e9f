"""The days of work on site, from the work logs of each engineer (S2.3-note.charge)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.sla.facts import Fact, Instant, instant, moment

_HALF_A_DAY = 4 * 3600


def days_on_site(facts: Iterable[Fact], until: Instant, zone: ZoneInfo, *, halves: bool) -> float:
    """Count the days with work on site; with `halves` one of up to four hours is half a day.

    Time in which several engineers work, or that is logged twice, counts once.
    """
    worked: dict[date, int] = {}
    counted = 0
    for begin, end in sorted(_work(facts, until, zone)):
        if end <= counted:
            continue
        for day, seconds in _by_day(max(begin, counted), end, zone):
            worked[day] = worked.get(day, 0) + seconds
        counted = end
    return sum(0.5 if halves and seconds <= _HALF_A_DAY else 1.0 for seconds in worked.values())


def _work(facts: Iterable[Fact], until: Instant, zone: ZoneInfo) -> Iterator[tuple[Instant, Instant]]:
    """Yield the begin and end of work as logged by each engineer, of a stay without a log the whole stay.

    A log without times is about the time since the one before, or the arrival; an unfinished stay lasts until `until`.
    """
    unlogged: dict[str | None, Instant] = {}
    present: dict[str | None, Instant] = {}
    for fact in facts:
        if fact.event == "arrived":
            present[fact.actor] = unlogged[fact.actor] = fact.at
        elif fact.event == "work_log" and fact.actor in present:
            end = _time(fact.data, "to", fact.at, fact.at, zone)
            yield _time(fact.data, "from", end, present[fact.actor], zone), end
            present[fact.actor] = end
            unlogged.pop(fact.actor, None)
        elif fact.event == "left_site":
            present.pop(fact.actor, None)
            if fact.actor in unlogged:
                yield unlogged.pop(fact.actor), fact.at
    yield from ((begin, until) for begin in unlogged.values())


def _time(data: Mapping[str, Any], name: str, end: Instant, otherwise: Instant, zone: ZoneInfo) -> Instant:
    """Return the time in a field of a log; a time of day is the last one up to the end."""
    text = str(data.get(name) or "")
    try:
        return instant(datetime.fromisoformat(text).replace(tzinfo=zone))
    except ValueError:
        pass
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        return otherwise
    local = moment(end).astimezone(zone)
    read = datetime.combine(local.date(), clock, zone)
    return instant(read if read <= local else datetime.combine(local.date() - timedelta(days=1), clock, zone))


def _by_day(begin: Instant, end: Instant, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    """Yield each day between two times with the seconds on it."""
    while True:
        day = moment(begin).astimezone(zone).date()
        midnight = instant(datetime.combine(day + timedelta(days=1), time(), zone))
        yield day, max(0, min(end, midnight) - begin)
        if end <= midnight:
            return
        begin = midnight
