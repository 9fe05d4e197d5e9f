"""Running a deskctl command in another process, so that it uses the customer's language and not the console's."""

import os
import subprocess
import sys
from collections.abc import Sequence

from deskctl.errors import BadData
from deskctl.screens.session.session import Session


def output_of(session: Session, words: Sequence[str]) -> bytes:
    """Return the output of a command on the session's store at the session's time; raises `BadData` if it fails."""
    ours = {name: value for name, value in os.environ.items() if name != "DESKCTL_LANG"}
    environment = {**ours, "DESKCTL_STORE": session.store, "DESKCTL_NOW": session.now().isoformat()}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "deskctl", *words], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise BadData("{message}", message=done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
