"""The choices that a command declares for an option or an argument, as its help shows them: `due|reported|number`."""

import re
from collections.abc import Sequence
from typing import Any

from deskctl.cli.root import root

_CHOICES = re.compile(r"[\w.-]+(\|[\w.-]+)+")


def choices_of_option(words: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the choices of an option of a command."""
    leaf, _place = _command(words)
    return next((_choices(param) for param in leaf.params if option in param.opts), ())


def choices_of_argument(words: Sequence[str]) -> tuple[str, ...]:
    """Return the choices of the argument that follows these words of a command."""
    leaf, place = _command(words)
    arguments = [param for param in leaf.params if param.param_type_name == "argument"]
    return _choices(arguments[place]) if place < len(arguments) else ()


def _command(words: Sequence[str]) -> tuple[Any, int]:
    """Return the command that words name, and how many arguments follow its name."""
    leaf: Any = root()
    for place, word in enumerate(words):
        named = leaf.load(None, word) if hasattr(leaf, "load") else None
        if named is None:
            return leaf, len(words) - place
        leaf = named
    return leaf, 0


def _choices(param: Any) -> tuple[str, ...]:
    """Return the choices in the placeholder of a parameter; words in capitals stand for free text."""
    metavar = str(param.metavar or "")
    return tuple(word for word in metavar.split("|") if word == word.lower()) if _CHOICES.fullmatch(metavar) else ()
