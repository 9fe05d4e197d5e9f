"""Which clock counts: on a server its own, not a client's clock or environment."""

from typing import TYPE_CHECKING

from deskctl import clock
from deskctl.language.i18n import N_
from deskctl.store.port import time_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_DAY = 86400
_DAYS = 2 * _DAY
_MUCH = 300
"""The difference between two clocks, in seconds, from which on it is reported."""


def warn_of_clock(desk: "Desk") -> None:
    """Warn that on a server another time was recorded than that of the machine."""
    if time_of(desk.reader) is None:
        return
    if clock.is_set():
        desk.warn(
            N_("{name} counts on a desk made for tests alone: the server's time was recorded."), name=clock.ENVIRONMENT
        )
    elif (off := abs(clock.ahead())) >= _DAYS:
        desk.warn(
            N_("The server's time was recorded; the clock of this machine is {days} days off: set it."),
            days=round(off / _DAY),
        )
    elif off > _MUCH:
        desk.warn(
            N_("The server's time was recorded; the clock of this machine is {minutes} minutes off: set it."),
            minutes=round(off / 60),
        )
