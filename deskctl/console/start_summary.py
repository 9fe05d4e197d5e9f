"""The summary at the start: what happened since the person was last at work, unless they are already typing."""

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.message import Message

from deskctl.config import settings
from deskctl.errors import DeskError
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading


@dataclass
class NewsRead(Message):
    """The result of looking for news: whether there is any."""

    found: bool


def look_for_news(app: App[Any], session: Session) -> None:
    """Look for news in a thread, if the settings allow it and the person is known."""
    if session.actor and settings().get("console", {}).get("summary", True):
        in_background(app, lambda: _read(session, session.actor or ""), "news")


def _read(session: Session, person: str) -> NewsRead:
    from deskctl.queries.watch.since_away import has_news

    try:
        with reading(session.store) as conn:
            return NewsRead(has_news(conn, person, session.at()))
    except DeskError:  # the banner says why
        return NewsRead(found=False)


def show_news(app: App[Any], session: Session) -> None:
    """Open the summary of the shift."""
    from deskctl.screens.today.day_reading import SHIFT
    from deskctl.screens.today.day_screen import DayScreen

    app.push_screen(DayScreen(session, SHIFT), lambda _none: getattr(app.screen, "reload", lambda: None)())
