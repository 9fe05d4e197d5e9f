"""How things look for this user: the zone that times are told in and the signs that the terminal can show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

RICH_SIGNS: Mapping[str, str] = {
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
}
ASCII_SIGNS: Mapping[str, str] = {
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
}


@dataclass(frozen=True)
class Look:
    """The zone and the signs that everything on the screen is told in."""

    zone: tzinfo = UTC
    zone_name: str = "UTC"
    signs: Mapping[str, str] = field(default_factory=lambda: RICH_SIGNS)


def signs_for(encoding: str | None) -> Mapping[str, str]:
    """Choose the signs that a terminal of this encoding can show."""
    return RICH_SIGNS if (encoding or "").lower().replace("-", "") in {"utf8", "utf16"} else ASCII_SIGNS
