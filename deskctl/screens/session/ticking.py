"""When a screen shows how time passes: each second on top, each minute behind another screen.

A message to a screen behind a dialog, whatever it does, makes Textual draw both of them again. So none is sent.
"""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant
from deskctl.widgets.style.times import MINUTE


def each_second(screen: Screen[Any], session: Session, show: Callable[[Instant], object]) -> None:
    """Call a function each second while a screen is on top, each minute behind another one, and as it comes back."""
    shown = session.at()

    def tick(at: Instant) -> None:
        nonlocal shown
        if _is_on_top(screen) or at // MINUTE != shown // MINUTE:
            shown = at
            screen.call_next(show, at)

    def come_back(on_top: Screen[Any]) -> None:
        if on_top is screen and session.at() != shown:
            tick(session.at())

    session.ticked.subscribe(screen, tick, immediate=True)
    screen.app.screen_change_signal.subscribe(screen, come_back, immediate=True)


def _is_on_top(screen: Screen[Any]) -> bool:
    return screen.app.screen_stack[-1:] == [screen]
