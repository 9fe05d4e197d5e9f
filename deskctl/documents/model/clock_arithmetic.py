"""The arithmetic of a clock in words: start, counted periods, pauses, due time, outcome."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.documents.model.open_hours import open_hours
from deskctl.language.i18n import N_, _, either
from deskctl.language.words import CALENDARS, EVENTS, MILESTONES, STARTS, STATES, word
from deskctl.language.words.holidays import HOLIDAYS
from deskctl.sla.explain import PAUSED, CountedPeriod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.ticket.clock_explanation import ClockExplanation
    from deskctl.sla.facts import Instant

_INDENT = "  "
_BECAUSE = {
    "given_again": N_("the symptom is back: the promise is given again from {at}"),
    "severity_first_held": N_("it starts when this severity first held, {at}; lowering and raising gains no time"),
    "level_raised": N_("it starts when the level was raised, {at}: the visit was asked for and nobody had arrived"),
    "opens": N_("it counts from the occurrence, and opens when the time for the fix is over, {at}"),
    "on_site_put_right": N_(
        "whether an engineer was on site was corrected {at}: it counts as if reported with the call"
    ),
    "level_hours": N_("from {at} on it is counted in {name} hours: those of the level then in force"),
    "paused": N_("we waited for the customer until {at}; that time does not count"),
    "pause_over": N_("we waited for the customer; the pause ended by itself {at}, and the clock runs from then on"),
    "resolution_void": N_("the symptom was back {at}, the same fault: the earlier resolution does not count"),
    "severity_returned": N_("this severity holds again since {at}: the clock goes on with its first start"),
    "provisional": N_(
        "the make-up workdays of that year are not published yet; only the statutory days off are certain"
    ),
    "late_entry": N_("what happened {at} was recorded late; it is counted, and reported beside the figure"),
    "pending": N_(
        "it is announced, and runs from {at} on unless the fault is solved by then; it cannot be late before"
    ),
    "running": N_("nothing has reached or ended it yet"),
    "overdue": N_("nothing that counts had reached it by {at}"),
    "in_time": N_('"{name}" at {at}, in time'),
    "answered": N_('"{name}" at {at} counts for it, in time'),
    "too_late": N_('"{name}" only at {at}, after it was due'),
    "answered_late": N_('"{name}" counts for it, but only at {at}, after it was due'),
    "ended_too_late": N_('"{name}" ended it only at {at}, after it was due: what was missed stays missed'),
    "reached_before": N_('"{name}" at {at} was before the start, and still counts: one reaction counts once'),
    "reached_meanwhile": N_('"{name}" at {at} came while another severity held, before it was due'),
    "resolved_first": N_("the ticket was resolved {at}, before it was due: nothing is left to do"),
    "other_severity": N_("another severity holds since {at}; the clock goes on if this one returns"),
    "reopened": N_("the symptom came back {at}: what depends on the resolution starts again with the next one"),
    "emergency": N_("an emergency was declared {at}: its own promises take over"),
    "revoked": N_("the emergency was revoked {at}: the normal promises are back"),
    "duplicate": N_("a duplicate of {name} since {at}: the clocks go on there"),
    "agreed_otherwise": N_("another time was agreed {at}"),
    "waived": N_('the customer agreed to something else {at}: "{name}"'),
    "ended": N_('"{name}" at {at} ended it before it was due'),
}


def arithmetic(explained: ClockExplanation) -> Iterator[str]:
    """Yield the lines that explain the due time and the outcome of a clock."""
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
            days=_span(dates[0].isoformat(), dates[-1].isoformat()), name=word(HOLIDAYS, name)
        )
    yield from _end(explained, zone)


def duration(seconds: int) -> str:
    """Return a duration: `4 h`, `1 h 30 min`, `45 s`."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = [(hours, _("{hours} h")), (minutes, _("{minutes} min")), (rest, _("{seconds} s"))]
    texts = [text.format(hours=number, minutes=number, seconds=number) for number, text in parts if number]
    return " ".join(texts) or _("{minutes} min").format(minutes=0)


def _start(explained: ClockExplanation, zone: ZoneInfo) -> Iterator[str]:
    clock = explained.explanation.clock
    started_by = explained.explanation.started_by
    event = word(STARTS if started_by in STARTS else EVENTS, started_by)
    yield _INDENT + _("start     {at}  {event}").format(at=_at(clock.start, zone), event=event)
    if clock.seconds is not None:
        yield _INDENT + _("promised  {length}, counted in {calendar} hours").format(
            length=duration(clock.seconds), calendar=word(CALENDARS, clock.calendar)
        )
    elif explained.explanation.workdays == 1:
        yield _INDENT + _("promised  closing time of the next working day after that day")
    elif explained.explanation.workdays is not None:
        yield _INDENT + _("promised  closing time of working day {n} after that day").format(
            n=explained.explanation.workdays
        )
    elsewhere = "" if explained.hours_zone == explained.zone else f" ({explained.hours_zone})"
    for calendar in explained.explanation.calendars:
        yield _INDENT + _("hours     {calendar}: {hours}").format(
            calendar=word(CALENDARS, calendar.name), hours=open_hours(calendar) + elsewhere
        )


def _counted(stretches: tuple[CountedPeriod, ...], zone: ZoneInfo) -> Iterator[str]:
    for stretch in stretches:
        span = _span(_at(stretch.begin, zone), _at(stretch.end, zone))
        if stretch.kind == PAUSED:
            yield _INDENT + _("paused    {span}  not counted").format(span=span)
        else:
            yield _INDENT + _("counted   {span}  {length}, {total} in all").format(
                span=span, length=duration(stretch.end - stretch.begin), total=duration(stretch.total)
            )


def _end(explained: ClockExplanation, zone: ZoneInfo) -> Iterator[str]:
    clock = explained.explanation.clock
    yield _INDENT + _("due       {at}").format(at=_at(clock.due, zone))
    if clock.provisional:
        year = datetime.fromtimestamp(clock.due, zone).year
        yield _INDENT + _("calendar {year} not published: due time provisional").format(year=year)
    if clock.stop is not None:
        margin = _margin(clock.stop, clock.due) if clock.stop > clock.start else ""
        yield _INDENT + _("reached   {at}{margin}").format(at=_at(clock.stop, zone), margin=margin)
    if clock.ended_at is not None:
        yield _INDENT + _("ended     {at}  {event}").format(
            at=_at(clock.ended_at, zone), event=word(EVENTS, clock.reason)
        )
    yield _INDENT + _("state     {state}").format(state=word(STATES, explained.state))
    for reason in explained.explanation.reasons:
        words = _(_BECAUSE[reason.kind]).format(at=_at(reason.at, zone), name=_named(reason.name))
        yield _INDENT + _("because   {words}").format(words=words)


def _named(name: str) -> str:
    return word(CALENDARS, name).lower() if name in CALENDARS else word(EVENTS, name)


def _margin(stop: Instant, due: Instant) -> str:
    text = _("  {time} before it was due") if stop <= due else _("  {time} too late")
    return text.format(time=duration(due - stop))


def _at(at: Instant | None, zone: ZoneInfo) -> str:
    return "" if at is None else datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def _span(begin: str, end: str) -> str:
    return begin if begin == end else f"{begin} – {end}"
