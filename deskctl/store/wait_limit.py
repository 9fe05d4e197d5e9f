"""How long to wait for the lock of a store."""

from deskctl.config import setting
from deskctl.config.known_settings import LONGEST_WAIT
from deskctl.errors import DeskError

BUSY_SECONDS = 30.0
_chosen: list[float] = []


def wait_at_most(seconds: float | None) -> None:
    """Set how long this process waits for the lock of a store; None leaves it to the settings."""
    _chosen[:] = [] if seconds is None else [seconds]


def wait_limit() -> float:
    """Return how many seconds to wait for a lock: as set by `wait_at_most`, else by the settings, else 30."""
    if _chosen:
        return _chosen[0]
    try:
        return min(max(float(setting("wait") or BUSY_SECONDS), 0.0), LONGEST_WAIT)
    except (
        ValueError,
        DeskError,
    ):  # `config check` reports what is wrong with the file; the desk can be read without it
        return BUSY_SECONDS


def wait_milliseconds() -> int:
    """Return the limit for a server, to which 0 means to wait without end."""
    return int(wait_limit() * 1000) or 1
