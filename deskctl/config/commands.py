"""Commands in the settings: one line as in a shell, or a list of words."""

import shlex
from typing import Any


def words_of(command: Any) -> list[str]:
    """Return the words of a command; raises `ValueError` if it has none, or if a quotation in it does not end."""
    words = shlex.split(command) if isinstance(command, str) else list(command)
    if not words or not words[0]:
        raise ValueError(command)
    return words
