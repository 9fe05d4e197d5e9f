"""Months as people write them: `2026-10`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.sla.facts import Instant

_DECEMBER = 12


def month_of(text: str, zone: ZoneInfo) -> tuple[Instant, Instant]:
    """Read a month such as `2026-10` as its begin and its end; raises `Usage`."""
    try:
        begin = datetime.strptime(text, "%Y-%m").replace(tzinfo=zone)
    except ValueError as error:
        raise Usage(N_("{text!r} is not a month; write it as {example}."), text=text, example="2026-10") from error
    return int(begin.timestamp()), int(month_after(begin).timestamp())


def month_after(begin: datetime, months: int = 1) -> datetime:
    """Return the first day of a month some months later, or earlier."""
    place = begin.year * _DECEMBER + begin.month - 1 + months
    return begin.replace(year=place // _DECEMBER, month=place % _DECEMBER + 1)
