"""Publishes every few seconds which ticket this console shows, and reads what the other consoles show."""

import time
from typing import Any

from textual.app import App

from deskctl.desk.presence import BEAT, Presence, PresenceFile
from deskctl.screens.session.session import Session

_READING, _WRITING = "reading", "writing"


class PresenceBeat:
    """Publishes the presence of this console in a thread, so that a slow disk does not delay keys."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._file = PresenceFile(session.store)
        self._here: Presence | None = None

    def begin(self) -> None:
        """Publish now and at each beat."""
        self._app.set_interval(BEAT, self.beat)
        self.beat()

    def beat(self) -> None:
        """Publish where the person is."""
        self._here = self._present()
        here = self._here
        self._app.run_worker(lambda: self._exchange(here), thread=True, group="presence", exclusive=True)

    def moved(self) -> None:
        """Publish at once if the person went to another ticket or began to write."""
        if self._is_elsewhere():
            self.beat()

    def end(self) -> None:
        """Remove this console from the presence file."""
        self._file.remove()

    def _is_elsewhere(self) -> bool:
        now, before = self._present(), self._here
        return (now and (now.number, now.step)) != (before and (before.number, before.step))

    def _exchange(self, here: Presence | None) -> None:
        self._file.write(here)
        self._session.others = self._file.others()

    def _present(self) -> Presence | None:
        """Return the presence of the person: the ticket of the topmost screen that shows one; None without one."""
        session = self._session
        for screen in reversed(self._app.screen_stack):
            mode = getattr(screen, "AT_TICKET", "")
            number = getattr(screen, "number", None) if mode else None
            if number is not None:
                step = _step_of(screen) if mode == _WRITING else ""
                same = self._here is not None and (self._here.number, self._here.step) == (number, step)
                since = self._here.since if same and self._here else time.time()
                return Presence(session.actor or session.who, session.who, number, step, since)
        return None


def _step_of(screen: Any) -> str:
    operation = getattr(screen, "operation", None)
    return f"{operation.noun}.{operation.verb}" if operation else "report.write"
