"""Put a changed setting into force at once."""

from typing import TYPE_CHECKING, Any

from deskctl.config import setting, settings
from deskctl.config.known_settings import THEMES
from deskctl.language.i18n import preferred_language, use_language
from deskctl.screens.session.animation import animation
from deskctl.screens.session.attention import attention
from deskctl.screens.session.session import Session, seated
from deskctl.screens.session.store_session import reading
from deskctl.screens.settings.moved_keys import TABLE, moves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App


def apply_setting(app: "App[Any]", session: Session, name: str) -> None:
    """Let the console follow the file in one setting; raises `BadData` where another mistake is in the file."""
    _APPLIED[name.partition(".")[0] if name.startswith(f"{TABLE}.") else name](app, session)
    session.changed.publish(None)


def _speak(_app: "App[Any]", _session: Session) -> None:
    use_language(setting("lang") or preferred_language())


def _paint(app: "App[Any]", _session: Session) -> None:
    app.theme = settings().get("console", {}).get("theme", THEMES[0])


def _glide(app: "App[Any]", _session: Session) -> None:
    app.animation_level = animation() or app.animation_level


def _call(_app: "App[Any]", session: Session) -> None:
    session.attention = attention()


def _sit(_app: "App[Any]", session: Session) -> None:
    with reading(session.store) as conn:
        session.seat(seated(conn, setting("actor")))


def _press(app: "App[Any]", _session: Session) -> None:
    app.set_keymap(dict(moves().keys))


_APPLIED: "Mapping[str, Callable[[App[Any], Session], None]]" = {
    "lang": _speak,
    "console.theme": _paint,
    "console.animation": _glide,
    "console.bell": _call,
    "console.toast": _call,
    "console.quiet": _call,
    "actor": _sit,
    TABLE: _press,
}
