"""The summary at the start: what happened since the person was last at work, unless they are already typing."""

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.message import Message

from deskctl.config import settings
from deskctl.errors import DeskError
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

if TYPE_CHECKING:
    from textual.screen import Screen


_REACTION = 0.4
"""Seconds after its first picture in which nobody can have read the summary and pressed a key for it."""


@dataclass
class NewsRead(Message):
    """The result of looking for news: whether there is any."""

    found: bool


class StartSummary:
    """Opens the summary, and closes it again for a key that was meant for the queue below it."""

    def __init__(self, app: App[Any], session: Session, *, wanted: bool) -> None:
        self._app = app
        self._session = session
        self._wanted = wanted
        self._shown: Screen[Any] | None = None
        self._drawn: float | None = None

    def begin(self) -> None:
        """Look for news in a thread, if the settings allow it and the person is known."""
        person = self._session.actor
        if self._wanted and person and settings().get("console", {}).get("summary", True):
            in_background(self._app, lambda: _read(self._session, person), "news")

    def show(self, read: NewsRead) -> None:
        """Open the summary of the shift if there is news, unless a key was pressed already."""
        if not (read.found and self._wanted):
            return
        from deskctl.screens.today.shift_reading import SHIFT
        from deskctl.screens.today.shift_screen import ShiftScreen

        self._shown = ShiftScreen(self._session, SHIFT)
        self._app.push_screen(self._shown, lambda _none: self._reload_queue())
        self._shown.call_after_refresh(self._mark_drawn)

    def on_key(self) -> None:
        """Close the summary if it was drawn so late that the key must have been meant for the queue, which gets it."""
        self._wanted = False
        shown, self._shown = self._shown, None
        if shown is not None and self._app.screen is shown and self._is_unread():
            self._app.pop_screen()
            self._reload_queue()

    def _is_unread(self) -> bool:
        return self._drawn is None or monotonic() - self._drawn < _REACTION

    def _mark_drawn(self) -> None:
        self._drawn = monotonic()

    def _reload_queue(self) -> None:
        getattr(self._app.screen, "reload", lambda: None)()


def _read(session: Session, person: str) -> NewsRead:
    from deskctl.queries.watch.since_away import has_news

    try:
        with reading(session.store) as conn:
            return NewsRead(has_news(conn, person, session.at()))
    except DeskError:  # the banner says why
        return NewsRead(found=False)
