"""Whether things glide: as the settings have it, by default not through SSH, where each step is sent."""

import os
from typing import Literal, cast

from deskctl.config import settings

Animation = Literal["none", "basic", "full"]
VARIABLE = "TEXTUAL_ANIMATIONS"
_BY_SSH = frozenset({"SSH_CONNECTION", "SSH_TTY"})


def usual_animation() -> Animation:
    """Return what holds where nothing is said."""
    return "none" if _BY_SSH & os.environ.keys() else "full"


def animation() -> Animation | None:
    """Return what is wanted; None where the environment says it to Textual."""
    if os.environ.get(VARIABLE):
        return None
    return cast("Animation", settings().get("console", {}).get("animation", usual_animation()))
