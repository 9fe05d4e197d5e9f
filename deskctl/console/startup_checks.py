"""The start of the console: key bindings in the settings, who acts, the state of the store, what begins later."""

import gc
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App

from deskctl.config import config_file, machine_user, setting
from deskctl.config.store_address import is_server
from deskctl.console.store_health import check_store_health
from deskctl.console.terminal.terminal_cursor import show_cursor
from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import _, preferred_language
from deskctl.operations.rules.people.actors import actor_of
from deskctl.safe_text import visible
from deskctl.screens.session.jobs import error_text
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

_READING_TIME = 20
_FIRST_PICTURE, _FIRST_ROWS = 0.05, 0.5
"""Seconds from the start to the first drawn screen, and to the first rows on it."""

_STARTED = 2
"""Seconds until everything that a start loads is loaded."""


def command_line_settings(actor: str | None, lang: str) -> frozenset[str]:
    """Return the settings that the command line set differently from environment and file."""
    overridden = {"actor": actor != setting("actor"), "lang": lang != (setting("lang") or preferred_language())}
    return frozenset(name for name, held in overridden.items() if held)


def after_first_picture(app: App[Any], *steps: Callable[[], None]) -> None:
    """Take these steps once the first screen is drawn, unless the console is closing by then.

    A screen that was covered at once is never refreshed, so that its refresh is no moment to wait for.
    """

    def begin() -> None:
        if app.is_running:
            for step in steps:
                step()

    app.set_timer(_FIRST_PICTURE, begin)


def prepare_terminal(app: App[Any]) -> None:
    """Show the terminal's cursor if it is wanted, and let the objects of the start not delay keys later."""
    show_cursor(app)
    app.set_timer(_STARTED, _exempt_from_gc)


def _exempt_from_gc() -> None:
    """Exempt the objects of the start from cycle collection, which would delay keys."""
    gc.collect()
    gc.freeze()


def run_startup_checks(app: App[Any], session: Session) -> None:
    """Apply the moved keys, warn if nobody acts, and check the store once the first rows are on the screen."""
    _move_keys(app)
    check_actor(app, session)
    app.set_timer(_FIRST_ROWS, partial(check_store_health, app, session))


def check_actor(app: App[Any], session: Session) -> None:
    """Warn if the person who opened the console is not on the staff; a store that cannot be read has its own banner."""
    if session.acting is None and session.look.names:
        text = _reason_of_server(session) if is_server(session.store) else visible(_unknown_actor(session))
        app.notify(text, severity="warning", timeout=_READING_TIME, markup=False)


def _unknown_actor(session: Session) -> str:
    from deskctl.screens.settings.setting_rows import override

    source, _value = override("actor", session)
    text = _("{name} is not on the staff, so nothing can be recorded: press , and choose who acts.")
    if source:
        text = _("{name} is not on the staff, so nothing can be recorded: {who} must name one who is.")
    return text.format(name=session.who or machine_user(), who=source)


def _reason_of_server(session: Session) -> str:
    """Return why nobody acts on a server, where the login decides."""
    try:
        with reading(session.store) as conn:
            return actor_of(conn, session.actor).id
    except DeskError as error:
        return error_text(error)


def _move_keys(app: App[Any]) -> None:
    from deskctl.config.file import values_in_file

    if not any(name.startswith("keys.") for name in values_in_file()):
        return
    from deskctl.screens.settings.moved_keys import read_moved_keys

    moved = read_moved_keys()
    app.set_keymap(dict(moved.keys))
    for error in moved.wrong:
        app.notify(visible(_text(error)), title=_place(error), severity="warning", timeout=_READING_TIME, markup=False)


def _text(error: BadData) -> str:
    default = error.values.get("default")
    note = _("It keeps {key}.").format(key=default) if default else ""
    return "\n".join(filter(None, (error.field, error.text(_), note)))


def _place(error: BadData) -> str:
    return f"{config_file()}:{error.line}" if error.line else str(config_file())
