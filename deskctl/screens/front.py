"""What every screen is given: the store, who sits there, what time it is, and the two beats of the app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual.signal import Signal

from deskctl.screens.attention import Attention
from deskctl.screens.saved import Queues
from deskctl.sla.facts import Instant, instant
from deskctl.widgets.look import Look


@dataclass(frozen=True)
class Front:
    """The desk as one person sees it: `ticked` beats each second, `changed` when the store did."""

    store: str
    actor: str | None
    who: str
    role: str | None
    now: Callable[[], datetime]
    look: Look
    ticked: Signal[Instant]
    changed: Signal[None]
    queues: Queues
    attention: Attention

    def at(self) -> Instant:
        """Give the present moment."""
        return instant(self.now())
