"""The rows of the settings screen: each setting with its value, choices and override."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.config.file import values_in_file
from deskctl.config.known_settings import ANIMATIONS, SETTINGS, THEMES
from deskctl.language.i18n import N_, _, preferred_language
from deskctl.screens.session.animation import usual_animation
from deskctl.screens.session.session import Session

_LOOKS, _CALLS, _PERSON = N_("How it looks"), N_("When a promise is late"), N_("At the desk")
_ON_OFF = (("true", N_("yes")), ("false", N_("no")))
_VARIABLES = {"console.animation": "TEXTUAL_ANIMATIONS"}
_OPTIONS = {"lang": "--lang", "actor": "--actor"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A setting: name, heading, label and choices; without choices a text is typed."""

    name: str
    heading: str
    words: str
    options: tuple[tuple[str, str], ...] = ()
    usual: str = ""
    ref: str = ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The codes with their texts in the current language; each language has its native name."""
        return self.options if self.name == "lang" else tuple((code, _(words_)) for code, words_ in self.options)


KINDS = (
    Kind("lang", _LOOKS, N_("Language"), (("zh", "中文"), ("en", "English"))),
    Kind(
        "console.theme",
        _LOOKS,
        N_("Colours"),
        tuple(
            zip(
                THEMES,
                (N_("dark"), N_("light"), N_("contrast"), N_("red-green blind"), N_("the terminal's")),
                strict=True,
            )
        ),
        THEMES[0],
    ),
    Kind(
        "console.animation",
        _LOOKS,
        N_("Animation"),
        tuple(zip(ANIMATIONS, (N_("full"), N_("a little"), N_("none")), strict=True)),
    ),
    Kind("console.bell", _CALLS, N_("Ring"), _ON_OFF, "true"),
    Kind("console.toast", _CALLS, N_("Show a notice"), _ON_OFF, "true"),
    Kind("console.quiet", _CALLS, N_("Quiet hours")),
    Kind("actor", _PERSON, N_("Who I am"), ref="staff"),
)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting; `set_elsewhere` names what overrides the file, `requested` is true if it is in the file."""

    kind: Kind
    value: str
    shown: str
    usual: str
    set_elsewhere: str
    requested: bool

    @property
    def name(self) -> str:
        """The name of the setting in the file."""
        return self.kind.name

    @property
    def meaning(self) -> str:
        """The purpose of the setting."""
        return _(SETTINGS[self.name].meaning)

    def after(self, step: int) -> str:
        """Return the choice that is some steps after the current one."""
        codes = [code for code, _words in self.kind.options]
        place = codes.index(self.value) if self.value in codes else -1 if step > 0 else 0
        return codes[(place + step) % len(codes)]


def setting_rows(session: Session) -> list[SettingRow]:
    """Return the rows of all settings of the console."""
    requested = values_in_file()
    return [_row(kind, session, requested) for kind in KINDS]


def reported_in(requested: Mapping[str, Any], name: str) -> str | None:
    """Return the value in the file as text; None if it is not set."""
    value = requested.get(name)
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _row(kind: Kind, session: Session, requested: Mapping[str, Any]) -> SettingRow:
    usual = {"lang": preferred_language(), "console.animation": usual_animation()}.get(kind.name, kind.usual)
    elsewhere, by_others = override(kind.name, session)
    typed = by_others if elsewhere else reported_in(requested, kind.name)
    value = usual if typed is None else typed
    shown = session.who if kind.name == "actor" and value == session.actor else value
    return SettingRow(kind, value, shown, usual, elsewhere, kind.name in requested)


def override(name: str, session: Session) -> tuple[str, str | None]:
    """Return the name of what overrides the file, and the value; empty and None if nothing does."""
    variable = SETTINGS[name].variable or _VARIABLES.get(name)
    if name in session.options:
        from deskctl.language.i18n import language

        return _OPTIONS[name], {"lang": language(), "actor": session.actor}[name]
    value = os.environ.get(variable) if variable else None
    return (variable, value) if variable and value else ("", None)
