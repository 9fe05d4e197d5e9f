"""The one place that reads the clock of the machine."""

import os
from datetime import UTC, datetime

from deskctl.errors import Usage

ENVIRONMENT = "DESKCTL_NOW"
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
"""Years beyond which no time of a desk lies: every zone and every duration stays within what Python can tell."""


def now() -> datetime:
    """Return the current time in UTC, whole seconds; `DESKCTL_NOW` (RFC 3339 with offset) stands in for it."""
    requested = os.environ.get(ENVIRONMENT)
    if not requested:
        return datetime.now(UTC).replace(microsecond=0)
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
