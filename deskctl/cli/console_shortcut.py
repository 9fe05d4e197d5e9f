"""Opening the console for a call without a command, without loading the commands."""

import os
from collections.abc import Sequence

from deskctl.cli.app.invocation import Invocation

_OPTIONS = {"--store": "store", "--actor": "actor", "--lang": "lang"}
_VARIABLES = {"store": "DESKCTL_STORE", "actor": "DESKCTL_ACTOR", "lang": "DESKCTL_LANG", "wait": "DESKCTL_WAIT"}


def console_invocation(words: Sequence[str]) -> Invocation | None:
    """Return the invocation of a call with no words but the options store, actor and language; None for other calls."""
    options: dict[str, str | None] = {name: os.environ.get(variable) or None for name, variable in _VARIABLES.items()}
    remaining = list(words)
    while remaining:
        option, equals, value = remaining.pop(0).partition("=")
        if option not in _OPTIONS or not (equals or remaining):
            return None
        options[_OPTIONS[option]] = value if equals else remaining.pop(0)
    return Invocation.begin(**options)
