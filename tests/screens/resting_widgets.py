"""A pilot that waits only for the widgets that are busy, not for each widget of the screen."""

from asyncio import sleep
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

_wait = Pilot._wait_for_screen  # noqa: SLF001 - no public way


def _rests(pump: Any) -> bool:
    """Return True if a widget has handled all its messages and waits for the next one."""
    ready = pump._message_queue.ready_event  # noqa: SLF001 - no public way
    return bool(not ready.is_set() and ready._waiters)  # noqa: SLF001 - no public way


async def _wait_for_busy_widgets(pilot: Any, timeout: float = 30.0) -> bool:  # noqa: ASYNC109 - Textual's signature
    """Wait until the app, the screen and its widgets have handled their pending messages."""
    await sleep(0)
    app = pilot.app
    if not app._screen_stack:  # noqa: SLF001 - no public way
        return False
    busy = [pump for pump in (app, *app.screen.walk_children(with_self=True)) if not _rests(pump)]
    screen = SimpleNamespace(walk_children=lambda **_options: busy)
    proxy: Any = SimpleNamespace(screen=screen, call_later=lambda _asked: False, _exception_event=app._exception_event)  # noqa: SLF001 - no public way
    return await _wait(SimpleNamespace(app=proxy), timeout)  # type: ignore[arg-type]


@contextmanager
def resting_widgets() -> Iterator[None]:
    """Skip idle widgets: a pilot would otherwise send a message to each of them for each look at the screen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pilot, "_wait_for_screen", _wait_for_busy_widgets)
        yield
