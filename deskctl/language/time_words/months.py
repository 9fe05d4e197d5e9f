"""Months as people write them: `2026-10`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.sla.facts import Instant

_DECEMBER = 12


def month_of(text: str, zone: ZoneInfo) -> tuple[Instant, Instant]:
    """Return the start and the end of a month such as `2026-10`; raises `Usage`."""
    try:
        begin = datetime.strptime(text, "%Y-%m").replace(tzinfo=zone)
    except ValueError as error:
        raise Usage(N_("{text!r} is not a month; write it as {example}."), text=text, example="2026-10") from error
    return int(begin.timestamp()), int(month_after(begin).timestamp())


def month_after(begin: datetime, months: int = 1) -> datetime:
    """Return the start of the month that is `months` later, or earlier if negative."""
    place = begin.year * _DECEMBER + begin.month - 1 + months
    return begin.replace(year=place // _DECEMBER, month=place % _DECEMBER + 1)
