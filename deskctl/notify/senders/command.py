"""A custom command that gets recipient and subject in its environment and the text on standard input."""

import os
import subprocess

from deskctl.notify.senders.outcome import LATER, REFUSED, SENT, STOPPED, UNSURE, Outcome, PreparedMessage

_SECONDS = 60
_TEMPORARY = 75  # EX_TEMPFAIL of sysexits.h
_LONGEST = 500


class Command:
    """Runs a program without a shell: exit code 0 means sent, 75 means later, any other refused."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words

    def send(self, letter: PreparedMessage) -> Outcome:
        """Run the command and return the outcome."""
        environment = {
            **os.environ,
            "DESKCTL_TO": _clean(letter.recipient),
            "DESKCTL_SUBJECT": _clean(letter.subject),
        }
        try:
            done = subprocess.run(  # noqa: S603 - the command is the desk's own setting
                self._words,
                input=letter.text.encode(),
                capture_output=True,
                timeout=_SECONDS,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome.of(UNSURE, "timeout", f"no end after {_SECONDS} s")
        except (OSError, ValueError) as failed:
            return Outcome.of(STOPPED, "command", getattr(failed, "strerror", None) or failed)
        if done.returncode == 0:
            return Outcome.of(SENT, 0, done.stdout[:_LONGEST])
        return Outcome.of(LATER if done.returncode == _TEMPORARY else REFUSED, done.returncode, done.stderr[:_LONGEST])

    def close(self) -> None:
        """Do nothing: each message has its own process."""


def _clean(text: str) -> str:
    return text.replace("\0", "")[:_LONGEST]
