"""Says every few seconds at which ticket the person of this console is, and learns where the others are."""

import time
from typing import Any

from textual.app import App

from deskctl.desk.presence import BEAT, PresenceFile, Present
from deskctl.screens.session.session import Session

_READING, _WRITING = "reading", "writing"


class PresenceBeat:
    """Reports this console to the others, in a thread: a slow disk stops no key."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._file = PresenceFile(session.store)
        self._here: Present | None = None

    def begin(self) -> None:
        """Beat from now on."""
        self._app.set_interval(BEAT, self.beat)
        self.beat()

    def beat(self) -> None:
        """Record where the person is."""
        self._here = self._present()
        here = self._here
        self._app.run_worker(lambda: self._exchange(here), thread=True, group="presence", exclusive=True)

    def moved(self) -> None:
        """Record at once that the person went to another ticket, or began to write."""
        if self._is_elsewhere():
            self.beat()

    def end(self) -> None:
        """Leave."""
        self._file.remove()

    def _is_elsewhere(self) -> bool:
        now, before = self._present(), self._here
        return (now and (now.number, now.step)) != (before and (before.number, before.step))

    def _exchange(self, here: Present | None) -> None:
        self._file.write(here)
        self._session.others = self._file.others()

    def _present(self) -> Present | None:
        """Return where the person is: the ticket of the topmost screen that is about one."""
        session = self._session
        for screen in reversed(self._app.screen_stack):
            mode = getattr(screen, "AT_TICKET", "")
            number = getattr(screen, "number", None) if mode else None
            if number is not None:
                step = _step_of(screen) if mode == _WRITING else ""
                same = self._here is not None and (self._here.number, self._here.step) == (number, step)
                since = self._here.since if same and self._here else time.time()
                return Present(session.actor or session.who, session.who, number, step, since)
        return None


def _step_of(screen: Any) -> str:
    operation = getattr(screen, "operation", None)
    return f"{operation.noun}.{operation.verb}" if operation else "report.write"
