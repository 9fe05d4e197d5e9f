"""How alerts get attention: bell, notice and quiet hours."""

from datetime import time, tzinfo
from typing import NamedTuple

from deskctl.config import settings
from deskctl.config.known_settings import hours
from deskctl.queries.alerts.alert import CATASTROPHIC
from deskctl.sla.facts import Instant
from deskctl.widgets.style.times import local


class Attention(NamedTuple):
    """The settings; the `quiet` hours may span midnight, and silence all kinds of alerts except `quiet_except`."""

    bell: bool = True
    toast: bool = True
    quiet: tuple[time, time] | None = None
    quiet_except: frozenset[str] = frozenset({CATASTROPHIC})

    def is_quiet(self, at: Instant, zone: tzinfo) -> bool:
        """Return True during the quiet hours."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        hour = local(at, zone).time()
        return begin <= hour < end if begin <= end else hour >= begin or hour < end


def attention() -> Attention:
    """Return the attention of the settings; raises `BadData`."""
    console = settings().get("console", {})
    quiet = hours(console["quiet"]) if console.get("quiet") else None
    excepted = console.get("quiet_except", [CATASTROPHIC])
    kinds = excepted.split(",") if isinstance(excepted, str) else excepted
    named = frozenset(kind.strip() for kind in kinds)
    return Attention(console.get("bell", True), console.get("toast", True), quiet, named)
