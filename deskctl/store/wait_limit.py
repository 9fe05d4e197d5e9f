"""How long to wait for a store that others write to."""

from deskctl.config import setting
from deskctl.config.known_settings import LONGEST_WAIT
from deskctl.errors import DeskError

BUSY_SECONDS = 30.0
_reported: list[float] = []


def wait_at_most(seconds: float | None) -> None:
    """Set how long this program waits for a store that others write to; None leaves it to the settings."""
    _reported[:] = [] if seconds is None else [seconds]


def wait_limit() -> float:
    """Return how many seconds to wait for a store that others write to: as given, else as set, else half a minute."""
    if _reported:
        return _reported[0]
    try:
        return min(max(float(setting("wait") or BUSY_SECONDS), 0.0), LONGEST_WAIT)
    except (
        ValueError,
        DeskError,
    ):  # `config check` reports what is wrong with the file; the desk can be read without it
        return BUSY_SECONDS
