"""Opening a file with the default program of the system."""

import os
import shutil
import subprocess
import sys

_OPENERS = {"darwin": "open", "win32": "explorer"}


def open_outside(path: str) -> bool:
    """Ask the system to show a file; return False if it has no screen or no program for it."""
    name = _OPENERS.get(sys.platform, "xdg-open")
    program = shutil.which(name)
    has_screen = name != "xdg-open" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if program is None or not has_screen:
        return False
    with subprocess.Popen(  # noqa: S603 - the system's own opener, with one file
        [program, path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as opened:  # fmt: skip
        return opened.wait(timeout=10) == 0
