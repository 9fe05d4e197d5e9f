"""The animation setting of the console; by default off over SSH, where every frame is transmitted."""

import os
from typing import Literal, cast

from deskctl.config import settings

Animation = Literal["none", "basic", "full"]
VARIABLE = "TEXTUAL_ANIMATIONS"
_BY_SSH = frozenset({"SSH_CONNECTION", "SSH_TTY"})


def usual_animation() -> Animation:
    """Return the default level of animation."""
    return "none" if _BY_SSH & os.environ.keys() else "full"


def animation() -> Animation | None:
    """Return the level of animation in the settings; None if the environment sets it."""
    if os.environ.get(VARIABLE):
        return None
    return cast("Animation", settings().get("console", {}).get("animation", usual_animation()))
