"""Keys in order: a key is handled only after all effects of the keys before it.

Textual forwards a key to the focused widget and handles the next key while the first still bubbles up to the action
that it is bound to. Typed quickly, `tab` and a letter would both go to the old field, and letters typed while a screen
opens would be lost. Here the second key waits until every widget is idle.
"""

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.widgets import Input

from deskctl.screens.session.jobs import FINDS, OPENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.widget import Widget

_LONGEST = 5.0
"""Seconds after which a key is handled even if a widget is still busy, so that the console never locks up."""
_SPINS, _REST = 40, 0.002


class TypeAheadQueue:
    """Holds keys back while an earlier key still has pending effects."""

    def __init__(self, app: "App[Any]") -> None:
        self._app = app
        self._held: deque[Event] = deque()
        self._released: Event | None = None
        self._task: asyncio.Task[None] | None = None

    def holds(self, event: "Event") -> bool:
        """Return True if an event must wait; it is posted again when its turn comes."""
        if event is self._released:
            self._released = None
            return False
        if not self._held and _nothing_waits(self._app) and self._is_settled(event):
            return False
        self._held.append(event)
        self._begin()
        return True

    def put_first(self, event: "Event") -> None:
        """Hold an event, and put it before all waiting ones."""
        self._held.appendleft(event)
        self._begin()

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._release())

    async def _release(self) -> None:
        while self._held:
            await self._settle(self._held[0])
            self._released = self._held.popleft()
            self._app.post_message(self._released)

    async def _settle(self, event: "Event") -> None:
        end, spins = monotonic() + _LONGEST, 0
        while not (_is_idle(self._app) and self._is_settled(event)) and monotonic() < end:
            await asyncio.sleep(0 if spins < _SPINS else _REST)
            spins += 1

    def _is_settled(self, event: "Event") -> bool:
        """Return True if all widgets of the open screens are idle, and no screen is about to open."""
        is_text = isinstance(event, Key) and event.is_printable and takes_text(self._app.focused)
        awaited = {OPENS} if is_text else {OPENS, FINDS}
        if any(worker.name in awaited and not worker.is_finished for worker in self._app.workers):
            return False
        return all(_is_idle(pump) for pump in _pumps(self._app)) and not _is_unread(self._app)


def takes_text(focused: "Widget | None") -> bool:
    """Return True if what is typed is text for the focused widget, not a key."""
    return isinstance(focused, Input) or getattr(focused, "TAKES_TEXT", False)


def _pumps(app: "App[Any]") -> "Iterator[MessagePump]":
    for screen in app.screen_stack:
        yield screen
        yield from screen.walk_children()


def _is_unread(app: "App[Any]") -> bool:
    """Return True if the open screen must be laid out before it can read what its keys act on."""
    return any(getattr(screen, "is_unread", False) for screen in app.screen_stack[-1:])


def _nothing_waits(app: "App[Any]") -> bool:
    """Return True if the app has no message after the one that it is handling."""
    return app._message_queue.empty() and app._pending_message is None  # noqa: SLF001 - Textual has no public way


def _is_idle(pump: "MessagePump") -> bool:
    """Return True if a pump waits for its next message, having handled all others."""
    ready: Any = pump._message_queue.ready_event  # noqa: SLF001 - Textual has no public way
    return pump._closed or (not ready.is_set() and bool(ready._waiters))  # noqa: SLF001
