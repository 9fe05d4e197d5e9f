"""The look of the console: the time zone, the symbols that the terminal can show, and the names of the staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

UNICODE_SYMBOLS: Mapping[str, str] = {
    "breached": "▲",
    "soon": "◆",
    "running": "●",
    "paused": "○",
    "kept": "✓",
    "missed": "✗",
    "idle": " ",
    "cursor": "▌",
    "full": "━",
    "empty": "─",
    "rule": "─",
    "dot": "·",
    "none": "–",
    "block": "█",
    "steps": "▁▂▃▄▅▆▇█",
    "sorted": "↓",
}
ASCII_SYMBOLS: Mapping[str, str] = {
    "breached": "!",
    "soon": "*",
    "running": "+",
    "paused": "o",
    "kept": "v",
    "missed": "x",
    "idle": " ",
    "cursor": ">",
    "full": "#",
    "empty": ".",
    "rule": "-",
    "dot": "|",
    "none": "-",
    "block": "#",
    "steps": "#",
    "sorted": "v",
}


@dataclass(frozen=True)
class Look:
    """The time zone and the symbols of the screen, and the names of the staff by id."""

    zone: tzinfo = UTC
    zone_name: str = "UTC"
    symbols: Mapping[str, str] = field(default_factory=lambda: UNICODE_SYMBOLS)
    names: dict[str, str] = field(default_factory=dict)


def symbols_for(encoding: str | None, *, plain: bool = False) -> Mapping[str, str]:
    """Return the symbols that a terminal of this encoding can show, or plain ones if these are preferred."""
    if plain:
        return ASCII_SYMBOLS
    return UNICODE_SYMBOLS if (encoding or "").lower().replace("-", "") in {"utf8", "utf16"} else ASCII_SYMBOLS
