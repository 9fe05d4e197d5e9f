"""The paging cursor of the due list: a short text for the position after a row, where the next page starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from deskctl.errors import Usage
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deskctl.sla.duties import Duty

_CURSOR = re.compile(r"(-?[0-9]*)\.([a-z_]+)\.([^:]+)(?::([0-9]+):([a-z]*):([^:]*))?")


def cursor_of_duty(duty: Duty) -> str:
    """Return the cursor of a row, with more than its subject where several rows may have the same one."""
    undated, due, kind, subject, ticket, step, part = duty.key
    rest = f":{ticket}:{step}:{quote(part)}" if part else ""
    return f"{'' if undated else due}.{kind}.{quote(subject)}{rest}"


def after_cursor(rows: Iterable[Duty], cursor: str | None) -> Iterator[Duty]:
    """Return the rows after a cursor, or all rows without one. Raises `Usage` if it is not a cursor."""
    if cursor is None:
        return iter(rows)
    match = _CURSOR.fullmatch(cursor)
    if match is None or match[1] == "-":
        raise Usage(N_("{text!r} is not a cursor of this list."), text=cursor)
    due, kind, subject, ticket, step, part = match.groups(default="")
    place = not due, int(due or 0), kind, unquote(subject), int(ticket or 0), step, unquote(part)
    return (duty for duty in rows if duty.key > place)
