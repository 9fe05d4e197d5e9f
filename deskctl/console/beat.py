"""The beat of the console: a look at the store three times a second, and at once when a server reports a change."""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from textual.timer import Timer

_SECONDS = 1 / 3


class Beat:
    """Calls `look` at each beat, and at most once before it: as soon as something arrives on the socket of a server.

    It waits for the socket only after a look that saw no change, so that a burst of changes is shown at each beat.
    """

    def __init__(self, app: App[Any], look: Callable[[], bool], socket: Callable[[], int | None]) -> None:
        self._app = app
        self._look = look
        self._socket = socket
        self._timer: Timer | None = None
        self._loop: AbstractEventLoop | None = None
        self._waits_for = -1

    def begin(self) -> None:
        """Begin to beat."""
        self._start_timer()
        self._wait()

    def end(self) -> None:
        """Wait for the socket no longer, which is closed next."""
        if self._loop is not None:
            self._loop.remove_reader(self._waits_for)
            self._loop = None

    def _start_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_interval(_SECONDS, self._on_time)

    def _on_time(self) -> None:
        self.end()  # a look may replace a lost connection
        if not self._look():
            self._wait()

    def _on_news(self) -> None:
        self.end()
        self._start_timer()
        self._app.call_next(self._look)

    def _wait(self) -> None:
        """Wait for the socket, if the store has one and the event loop of this system can."""
        socket = self._socket()
        if socket is not None:
            loop = get_running_loop()
            with suppress(NotImplementedError):
                loop.add_reader(socket, self._on_news)
                self._loop, self._waits_for = loop, socket
