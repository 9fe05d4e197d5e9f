"""The paging cursor: a short text for the position after a row of a sorted list, where the next page starts."""

import re

from deskctl.errors import Usage
from deskctl.language.i18n import N_

_CURSOR = r"([a-zA-Z])(-?[0-9a-f]*)\.([0-9a-f]+)"


def cursor_of(sort: str, key: int | None, number: int, *, reverse: bool = False) -> str:
    """Return the cursor of a row; a `key` of None sorts after all others."""
    return f"{_initial(sort, reverse=reverse)}{'' if key is None else format(key, 'x')}.{number:x}"


def cursor_after(text: str, sort: str, *, reverse: bool = False) -> tuple[int | None, int]:
    """Return the `(key, number)` of a cursor; raises `Usage` if it was made for another order."""
    match = re.fullmatch(_CURSOR, text)
    if match is None or match[1] != _initial(sort, reverse=reverse) or match[2] == "-":
        raise Usage(N_("{text!r} is not a cursor of a list sorted by {sort}."), text=text, sort=sort)
    return (int(match[2], 16) if match[2] else None), int(match[3], 16)


def _initial(sort: str, *, reverse: bool) -> str:
    return sort[0].upper() if reverse else sort[0]
