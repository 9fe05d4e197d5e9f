"""The one place that reads the clock of the machine."""

import os
from datetime import UTC, datetime

from deskctl.errors import Usage

ENVIRONMENT = "DESKCTL_NOW"


def now() -> datetime:
    """Return the current time in UTC, whole seconds; `DESKCTL_NOW` (RFC 3339 with offset) stands in for it."""
    requested = os.environ.get(ENVIRONMENT)
    if not requested:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(requested)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - naive on purpose: refused just below
    if moment.tzinfo is None:
        raise Usage(
            "{name} must be a time with an offset, such as {example}, not {value!r}.",
            name=ENVIRONMENT,
            example="2026-11-22T09:30:00+08:00",
            value=requested,
        )
    return moment.astimezone(UTC).replace(microsecond=0)
