"""A command of deskctl in a process of its own: it uses the customer's language whatever the console uses."""

import os
import subprocess
import sys
from collections.abc import Sequence

from deskctl.errors import BadData
from deskctl.screens.session.session import Session


def output_of(session: Session, words: Sequence[str]) -> bytes:
    """Return what a command writes about the store of the session, at its time; raises `BadData` if it fails."""
    environment = {**os.environ, "DESKCTL_STORE": session.store, "DESKCTL_NOW": session.now().isoformat()}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "deskctl", *words], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise BadData("{given}", given=done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
