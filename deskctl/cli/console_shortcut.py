"""`deskctl` alone: a call without a command opens the console, and need not load what reads commands."""

import os
from collections.abc import Sequence

from deskctl.cli.app.invocation import Front

_SAID = {"--store": "store", "--actor": "actor", "--lang": "lang"}
_VARIABLES = {"store": "DESKCTL_STORE", "actor": "DESKCTL_ACTOR", "lang": "DESKCTL_LANG", "wait": "DESKCTL_WAIT"}


def opening(words: Sequence[str]) -> Front | None:
    """Read a call that says no more than where and who; None for any other one."""
    reported: dict[str, str | None] = {name: os.environ.get(variable) or None for name, variable in _VARIABLES.items()}
    rest = list(words)
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        if option not in _SAID or not (equals or rest):
            return None
        reported[_SAID[option]] = value if equals else rest.pop(0)
    return Front(**reported)  # type: ignore[arg-type]
