"""The context of a request to perform an operation."""

from datetime import datetime
from typing import NamedTuple


class RequestContext(NamedTuple):
    """Who requests an operation, when and under which conditions.

    `at` is when the action happened, None for now. A retry with the same `key` writes nothing more. `if_seq` names the
    last action that was seen, and what must not have changed since. With `by_desk` the desk acts by itself, for
    example when a mail comes in.
    """

    now: datetime
    actor: str | None = None
    at: datetime | None = None
    key: str | None = None
    note: str = ""
    dry_run: bool = False
    by_desk: bool = False
    if_seq: str | None = None
