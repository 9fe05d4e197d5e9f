"""The one place that reads the clock of the machine."""

import os
import time
from datetime import UTC, datetime

from deskctl.errors import Usage

ENVIRONMENT = "DESKCTL_NOW"
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
"""The years that a desk accepts, so that zones and durations stay within Python's limits."""


class _ServerClock:
    """The clock of a server: its lead over the machine's clock in seconds, and whether `DESKCTL_NOW` is ignored.

    `was_alone` is whether it was ignored since the start of the call.
    """

    ahead = 0.0
    alone = was_alone = False


_followed = _ServerClock()


def follow(ahead: float = 0.0, *, alone: bool = False) -> None:
    """Follow a clock that is `ahead` seconds ahead of the machine's; with `alone`, ignore `DESKCTL_NOW`."""
    _followed.ahead, _followed.alone = ahead, alone
    _followed.was_alone |= alone


def begin() -> None:
    """Follow the machine's own clock, as each call does at its start."""
    follow()
    _followed.was_alone = False


def ahead() -> float:
    """Return the lead of the followed clock over the machine's clock in seconds."""
    return _followed.ahead


def is_set() -> bool:
    """Return whether `DESKCTL_NOW` is set."""
    return bool(os.environ.get(ENVIRONMENT))


def is_ignored() -> bool:
    """Return whether `DESKCTL_NOW` is set, and what was recorded has the time of a server instead."""
    return is_set() and _followed.was_alone


def machine_time() -> float:
    """Return the seconds of the machine's own clock."""
    return time.time()


def now() -> datetime:
    """Return the current time in UTC, in whole seconds; `DESKCTL_NOW` (RFC 3339 with an offset) replaces it."""
    requested = os.environ.get(ENVIRONMENT)
    if not requested or _followed.alone:
        return datetime.fromtimestamp(int(machine_time() + _followed.ahead), UTC)
    try:
        moment = datetime.fromisoformat(requested)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - naive on purpose: refused just below
    if moment.tzinfo is None or not _FIRST_YEAR < moment.year < _LAST_YEAR:
        raise Usage(
            "{name} must be a time with an offset, such as {example}, not {value!r}.",
            name=ENVIRONMENT,
            example="2026-11-22T09:30:00+08:00",
            value=requested,
        )
    return moment.astimezone(UTC).replace(microsecond=0)
