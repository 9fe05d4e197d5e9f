"""The warning that a server recorded its own time, not that of the client's clock or environment."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deskctl import clock
from deskctl.errors import Notice
from deskctl.language.i18n import N_
from deskctl.store.port import time_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

_DAY = 86400
_IN_DAYS_FROM = 2 * _DAY
_TOLERANCE = 300
"""The difference between the clocks in seconds above which it is reported."""

_IGNORED = N_("{name} only counts on a desk made for tests: the server's time was recorded.")


def ignored_time() -> list[Notice]:
    """Return the notice that `DESKCTL_NOW` was ignored, for what is recorded without an operation, such as imports."""
    return [Notice(_IGNORED, {"name": clock.ENVIRONMENT})] if clock.is_ignored() else []


def time_to_record(reader: "Reader") -> datetime:
    """Return the current time as what is recorded has it: that of a server, else of this machine or `DESKCTL_NOW`."""
    time = time_of(reader)
    return clock.now() if time is None else datetime.fromtimestamp(time, UTC)


def warn_of_clock(desk: "Desk") -> None:
    """Warn if a server recorded another time than that of this machine."""
    if time_of(desk.reader) is None:
        return
    if clock.is_set():
        desk.warn(_IGNORED, name=clock.ENVIRONMENT)
    elif (off := abs(clock.ahead())) >= _IN_DAYS_FROM:
        desk.warn(
            N_("The server's time was recorded; the clock of this machine is {days} days off: set it."),
            days=round(off / _DAY),
        )
    elif off > _TOLERANCE:
        desk.warn(
            N_("The server's time was recorded; the clock of this machine is {minutes} minutes off: set it."),
            minutes=round(off / 60),
        )
