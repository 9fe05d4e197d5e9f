"""The two times at which typed text is saved: after a pause in typing, and at intervals without a pause."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

QUIET_SECONDS = 0.4
"""The pause in typing after which the text is saved."""
LONGEST_UNSAVED_SECONDS = 2.0
"""How long somebody may type without a pause before the text is saved anyway."""


class TypingTimers:
    """Calls `rested` when typing pauses, and `save` if it continues for long."""

    def __init__(self, screen: "Widget", rested: Callable[[], object], save: Callable[[], object]) -> None:
        self._screen, self._rested, self._save = screen, rested, save
        self._pause_timer: Timer | None = None
        self._save_timer: Timer | None = None

    @property
    def is_typing(self) -> bool:
        """True until typing pauses."""
        return self._pause_timer is not None

    def typed(self) -> None:
        """Wait for the next pause in typing."""
        if self._pause_timer:
            self._pause_timer.stop()
        self._pause_timer = self._screen.set_timer(QUIET_SECONDS, self._on_pause)
        self._save_timer = self._save_timer or self._screen.set_timer(LONGEST_UNSAVED_SECONDS, self._save)

    def saved(self) -> None:
        """Count the time without saving from the next typing."""
        if self._save_timer:
            self._save_timer.stop()
            self._save_timer = None

    def _on_pause(self) -> None:
        self._pause_timer = None
        self._rested()
