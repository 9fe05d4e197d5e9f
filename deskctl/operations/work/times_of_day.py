"""The times in the fields of a visit: read relative to the time of the action, stored as times of day."""

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.language.time_words.daytimes import CLOCK
from deskctl.language.time_words.times import read_time
from deskctl.sla.facts import Instant, instant, moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MONTH_AND_DAY = re.compile(r"\d\d-\d\d \d\d:\d\d", re.ASCII)
_HALF_DAY = timedelta(hours=12)
_MINUTE = 60
_HALF_YEAR = timedelta(days=183)


def read_moment(desk: "Desk", text: str) -> Instant:
    """Read a time in the zone of the ticket's policy; words such as "in half an hour" count from the action."""
    return instant(read_time(text, now=moment(desk.requested_at), zone=desk.case.policy.zone))


def read_past(desk: "Desk", text: str, since: Instant | None) -> Instant:
    """Read a time that has passed: a time of day to come is that of the day before, if that is not before `since`."""
    read = read_moment(desk, text)
    is_clock = CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip().lower()) is not None
    if since is None or read <= desk.requested_at or not is_clock:
        return read
    before = instant(moment(read).astimezone(ZoneInfo(desk.case.policy.zone)) - timedelta(days=1))
    return before if before >= since - since % _MINUTE else read


def read_coming(desk: "Desk", text: str) -> Instant:
    """Read a time to come: late in the day, an hour of the early morning is that of the next day.

    A day as imported entries have it, `10-12`, is that of the month, which is of the next year if it is long past.
    """
    zone = desk.case.policy.zone
    now = moment(desk.requested_at).astimezone(ZoneInfo(zone))
    if _MONTH_AND_DAY.fullmatch(text):
        day = read_time(f"{now.year}-{text}", now=now, zone=zone)
        return instant(day if day > now - _HALF_YEAR else read_time(f"{now.year + 1}-{text}", now=now, zone=zone))
    read = read_time(text, now=now, zone=zone)
    is_long_past = read < now - _HALF_DAY and read.date() == now.date()
    return instant(read + timedelta(days=1) if is_long_past else read)


def time_of_day(desk: "Desk", at: Instant) -> str:
    """Return a time of day, with the date if it differs from that of the entry."""
    zone = ZoneInfo(desk.case.policy.zone)
    local, entry = moment(at).astimezone(zone), moment(desk.at).astimezone(zone)
    return f"{local:%H:%M}" if local.date() == entry.date() else f"{local:%Y-%m-%d %H:%M}"
