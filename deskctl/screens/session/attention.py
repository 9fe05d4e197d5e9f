"""How a breach calls for attention: the bell, a notice, and the hours in which neither comes."""

from dataclasses import dataclass
from datetime import time, tzinfo

from deskctl.config import settings
from deskctl.config.known_settings import hours
from deskctl.sla.facts import Instant
from deskctl.widgets.style.times import local


@dataclass(frozen=True, slots=True)
class Attention:
    """What is wanted; `quiet` is from one hour of the day to another, over midnight too."""

    bell: bool = True
    toast: bool = True
    quiet: tuple[time, time] | None = None

    def is_quiet(self, at: Instant, zone: tzinfo) -> bool:
        """Return whether a moment lies in the quiet hours."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        hour = local(at, zone).time()
        return begin <= hour < end if begin <= end else hour >= begin or hour < end


def attention() -> Attention:
    """Read what the settings want; raises `BadData`."""
    reported = settings().get("console", {})
    quiet = hours(reported["quiet"]) if reported.get("quiet") else None
    return Attention(reported.get("bell", True), reported.get("toast", True), quiet)
