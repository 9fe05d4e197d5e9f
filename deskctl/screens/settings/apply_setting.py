"""Applying a changed setting at once."""

from typing import TYPE_CHECKING, Any

from deskctl.config import setting, settings
from deskctl.config.known_settings import THEMES
from deskctl.language.i18n import preferred_language, use_language
from deskctl.screens.session.animation import animation
from deskctl.screens.session.attention import attention
from deskctl.screens.session.session import Session, find_person
from deskctl.screens.session.store_session import reading
from deskctl.screens.settings.moved_keys import TABLE, read_moved_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App


def apply_setting(app: "App[Any]", session: Session, name: str) -> None:
    """Apply one setting of the file; raises `BadData` if another setting in the file is invalid."""
    _APPLIED[name.partition(".")[0] if name.startswith(f"{TABLE}.") else name](app, session)
    session.changed.publish(None)


def _apply_language(_app: "App[Any]", _session: Session) -> None:
    use_language(setting("lang") or preferred_language())


def _apply_theme(app: "App[Any]", _session: Session) -> None:
    app.theme = settings().get("console", {}).get("theme", THEMES[0])


def _apply_animation(app: "App[Any]", _session: Session) -> None:
    app.animation_level = animation() or app.animation_level


def _apply_attention(_app: "App[Any]", session: Session) -> None:
    session.attention = attention()


def _apply_person(_app: "App[Any]", session: Session) -> None:
    with reading(session.store) as conn:
        session.set_person(find_person(conn, session.store, setting("actor")))


def _apply_keys(app: "App[Any]", _session: Session) -> None:
    app.set_keymap(dict(read_moved_keys().keys))


_APPLIED: "Mapping[str, Callable[[App[Any], Session], None]]" = {
    "lang": _apply_language,
    "console.theme": _apply_theme,
    "console.animation": _apply_animation,
    "console.bell": _apply_attention,
    "console.toast": _apply_attention,
    "console.quiet": _apply_attention,
    "actor": _apply_person,
    TABLE: _apply_keys,
}
