"""Animation of the console: as in the settings; by default off over SSH, where every frame is sent."""

import os
from typing import Literal, cast

from deskctl.config import settings

Animation = Literal["none", "basic", "full"]
VARIABLE = "TEXTUAL_ANIMATIONS"
_BY_SSH = frozenset({"SSH_CONNECTION", "SSH_TTY"})


def usual_animation() -> Animation:
    """Return the default."""
    return "none" if _BY_SSH & os.environ.keys() else "full"


def animation() -> Animation | None:
    """Return the animation of the settings; None if the environment already sets it."""
    if os.environ.get(VARIABLE):
        return None
    return cast("Animation", settings().get("console", {}).get("animation", usual_animation()))
