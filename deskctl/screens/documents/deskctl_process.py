"""Running a deskctl command in another process, so that documents are in the customer's language, not the console's."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deskctl.errors import BadData
from deskctl.language.i18n import language
from deskctl.safe_text import visible
from deskctl.screens.session.session import Session

_LOCALES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}
"""The locales that give the messages of a command, but not its documents, the language of the console."""


class CommandOutput(NamedTuple):
    """What a command printed, and its note for the person; the note is empty if it had none."""

    printed: bytes
    note: str


def run_command(session: Session, words: Sequence[str]) -> CommandOutput:
    """Run a command on the session's store at the session's time; raises `BadData` if it fails."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "deskctl", *words], env=_environment(session), capture_output=True, check=False
    )
    note = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise BadData("{message}", message=note)
    return CommandOutput(done.stdout, visible(note))


def output_of(session: Session, words: Sequence[str]) -> bytes:
    """Return what a command prints; raises `BadData` if it fails."""
    return run_command(session, words).printed


def _environment(session: Session) -> Mapping[str, str]:
    ours = {name: value for name, value in os.environ.items() if name != "DESKCTL_LANG"}
    own = {"DESKCTL_STORE": session.store, "DESKCTL_NOW": session.now().isoformat()}
    return {**ours, **own, "LC_ALL": _LOCALES[language()], "PYTHONUTF8": "1"}
