"""Updating a screen as time passes: each second if it is on top, each minute if it is behind another screen.

Any message to a screen behind a dialog makes Textual redraw both, so they are sent each minute only.
"""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant
from deskctl.widgets.style.times import MINUTE


def each_second(screen: Screen[Any], session: Session, show: Callable[[Instant], object]) -> None:
    """Call `show` each second while a screen is on top, each minute while it is not, and when it returns to the top."""
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
