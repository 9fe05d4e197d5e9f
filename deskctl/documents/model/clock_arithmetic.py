"""The arithmetic of a clock in words: start, counted stretches, pauses, due time, outcome."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.language.i18n import N_, _, either
from deskctl.language.words import CALENDARS, EVENTS, MILESTONES, STATES, word
from deskctl.sla.explain import PAUSED, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.ticket.clock_explanation import Explained
    from deskctl.sla.facts import Instant

_STARTS = {
    "call": N_("the call"),
    "reported": N_("the request came in"),
    "occurred": N_("the fault occurred"),
}
_INDENT = "  "


def arithmetic(explained: Explained) -> Iterator[str]:
    """Yield how a clock came to its due time and outcome, line by line."""
    clock = explained.explanation.clock
    zone = ZoneInfo(explained.zone)
    yield _("{ticket}  {milestone}  {clause}  (policy {policy})").format(
        ticket=explained.ticket,
        milestone=word(MILESTONES, clock.milestone),
        clause=clock.clause,
        policy=explained.policy,
    )
    words = either(*explained.words)
    if words:
        yield _INDENT + _("clause    {words}").format(words=words)
    yield from _start(explained, zone)
    yield from _counted(explained.explanation.stretches, zone)
    for (name,), days in groupby(explained.explanation.skipped, key=lambda day: day[1:]):
        dates = [day for day, _name in days]
        yield _INDENT + _("skipped   {days}  {name}").format(
            days=_span(dates[0].isoformat(), dates[-1].isoformat()), name=_(name)
        )
    yield from _end(explained, zone)


def duration(seconds: int) -> str:
    """Return a duration: `4 h`, `1 h 30 min`, `45 s`."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, _("{n} h")), (minutes, _("{n} min")), (left, _("{n} s"))]
    texts = [text.format(n=number) for number, text in parts if number]
    return " ".join(texts) or _("{n} min").format(n=0)


def _start(explained: Explained, zone: ZoneInfo) -> Iterator[str]:
    clock = explained.explanation.clock
    started_by = explained.explanation.started_by
    event = _(_STARTS[started_by]) if started_by in _STARTS else word(EVENTS, started_by)
    yield _INDENT + _("start     {at}  {event}").format(at=_at(clock.start, zone), event=event)
    if clock.seconds is not None:
        yield _INDENT + _("promised  {length}, counted in {calendar} hours").format(
            length=duration(clock.seconds), calendar=word(CALENDARS, clock.calendar)
        )
    elif explained.explanation.workdays is not None:
        yield _INDENT + _("promised  closing time of working day {n} after that day").format(
            n=explained.explanation.workdays
        )


def _counted(stretches: tuple[Stretch, ...], zone: ZoneInfo) -> Iterator[str]:
    for stretch in stretches:
        span = _span(_at(stretch.begin, zone), _at(stretch.end, zone))
        if stretch.kind == PAUSED:
            yield _INDENT + _("paused    {span}  not counted").format(span=span)
        else:
            yield _INDENT + _("counted   {span}  {length}, {total} in all").format(
                span=span, length=duration(stretch.end - stretch.begin), total=duration(stretch.total)
            )


def _end(explained: Explained, zone: ZoneInfo) -> Iterator[str]:
    clock = explained.explanation.clock
    yield _INDENT + _("due       {at}").format(at=_at(clock.due, zone))
    if clock.provisional:
        year = datetime.fromtimestamp(clock.due, zone).year
        yield _INDENT + _("calendar {year} not published: due time provisional").format(year=year)
    if clock.stop is not None:
        yield _INDENT + _("reached   {at}{margin}").format(
            at=_at(clock.stop, zone), margin=_margin(clock.stop, clock.due)
        )
    if clock.ended_at is not None:
        yield _INDENT + _("ended     {at}  {event}").format(
            at=_at(clock.ended_at, zone), event=word(EVENTS, clock.reason)
        )
    yield _INDENT + _("state     {state}").format(state=word(STATES, explained.state))


def _margin(stop: Instant, due: Instant) -> str:
    text = _("  {time} before it was due") if stop <= due else _("  {time} too late")
    return text.format(time=duration(due - stop))


def _at(at: Instant | None, zone: ZoneInfo) -> str:
    return "" if at is None else datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def _span(begin: str, end: str) -> str:
    return begin if begin == end else f"{begin} … {end}"
