"""The themes: dark, light, high contrast, for red-green blindness, and the terminal's own colours."""

from textual.theme import BUILTIN_THEMES, Theme

from deskctl.config import settings
from deskctl.config.known_settings import THEMES as NAMES

_DARK = Theme(
    name="desk-dark",
    dark=True,
    primary="#6cb6ff",
    secondary="#b392f0",
    accent="#e3b341",
    foreground="#cdd5df",
    background="#12161c",
    surface="#1a2029",
    panel="#202834",
    success="#57c38a",
    warning="#f0a355",
    error="#ff6b70",
    variables={
        "quiet": "#9aa5b4",
        "faint": "#909ba9",
        "line": "#2d3846",
        "chosen": "#203147",
        "marked": "#2f2b45",
        "field": "#242d39",
        "field-focus": "#2d3a4b",
        "block-cursor-background": "#2f5680",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "input-selection-background": "#3a6ea5 60%",
        "scrollbar": "#2d3846",
        "scrollbar-hover": "#3b495a",
        "scrollbar-active": "#6cb6ff",
        "scrollbar-background": "#12161c",
        "scrollbar-background-hover": "#12161c",
        "scrollbar-background-active": "#12161c",
    },
)
_LIGHT = Theme(
    name="desk-light",
    dark=False,
    primary="#0b5cad",
    secondary="#6b3fa0",
    accent="#8a5a00",
    foreground="#1d2530",
    background="#fbfbf9",
    surface="#f1f2ef",
    panel="#e6e8e4",
    success="#17753f",
    warning="#9e5300",
    error="#c2212e",
    variables={
        "quiet": "#5a6675",
        "faint": "#5e6874",
        "line": "#cfd4d8",
        "chosen": "#dbe9f8",
        "marked": "#ebe4f7",
        "field": "#ffffff",
        "field-focus": "#e4eefa",
        "block-cursor-background": "#b9d6f2",
        "block-cursor-foreground": "#101820",
        "block-cursor-text-style": "none",
        "input-selection-background": "#9cc4ec 70%",
        "scrollbar": "#cfd4d8",
        "scrollbar-hover": "#b8c0c6",
        "scrollbar-active": "#0b5cad",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-background-hover": "#fbfbf9",
        "scrollbar-background-active": "#fbfbf9",
    },
)
_CONTRAST = Theme(
    name="desk-contrast",
    dark=True,
    primary="#00d7ff",
    secondary="#ff9dff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#00ff5f",
    warning="#ffaf00",
    error="#ff7070",
    variables={
        "quiet": "#d0d0d0",
        "faint": "#b4b4b4",
        "line": "#8a8a8a",
        "chosen": "#00346a",
        "marked": "#4f004f",
        "field": "#262626",
        "field-focus": "#00305f",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#005fd7",
        "scrollbar": "#8a8a8a",
        "scrollbar-hover": "#bcbcbc",
        "scrollbar-active": "#ffff00",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
    },
)

_DEUTERANOPIA = Theme(
    name="desk-deuteranopia",
    dark=True,
    primary="#6cb6ff",
    secondary="#cf80ac",
    accent="#f0e442",
    foreground="#dbe2ea",
    background="#10141a",
    surface="#181e27",
    panel="#1e2631",
    success="#56b4e9",
    warning="#e69f00",
    error="#ff7f2a",
    variables={
        **_DARK.variables,
        "scrollbar-background": "#10141a",
        "scrollbar-background-hover": "#10141a",
        "scrollbar-background-active": "#10141a",
    },
)
_ANSI = Theme(
    name="desk-ansi",
    dark=True,
    ansi=True,
    primary="ansi_bright_blue",
    secondary="ansi_magenta",
    accent="ansi_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "quiet": "ansi_white",
        "faint": "ansi_bright_black",
        "line": "ansi_bright_black",
        "chosen": "ansi_bright_black",
        "marked": "ansi_magenta",
        "field": "ansi_black",
        "field-focus": "ansi_blue",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-text-style": "bold",
        "input-selection-background": "ansi_blue",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_black",
    },
)

THEMES = (_DARK, _LIGHT, _CONTRAST, _DEUTERANOPIA, _ANSI)
FIRST = NAMES[0]


def chosen_theme() -> str:
    """Return the name of the theme in the settings."""
    return str(settings().get("console", {}).get("theme", FIRST))


EXTRA_COLOURS = {
    "quiet": "#8a8a8a",
    "faint": "#6a6a6a",
    "line": "#555555",
    "chosen": "#3a4a5a",
    "marked": "#4a3a5a",
    "field": "#3a3a3a",
    "field-focus": "#3a4a5a",
}
"""Our own colour variables, for themes that lack them."""
_calculated: dict[str, dict[str, str]] = {}


def colours_of(theme: Theme) -> dict[str, str]:
    """Return the colour variables of a theme, which are calculated only once."""
    if theme.name not in _calculated:
        _calculated[theme.name] = {**EXTRA_COLOURS, **theme.to_color_system().generate(), **theme.variables}
    return _calculated[theme.name]
