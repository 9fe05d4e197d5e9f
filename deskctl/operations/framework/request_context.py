"""How an operation is asked for."""

from datetime import datetime
from typing import NamedTuple


class Call(NamedTuple):
    """Who asks for an operation and how: `at` is when the action happened (now where None), `key` makes it one write.

    `if_seq` is what the ticket must be like: the last action that was seen, and what matters. With `by_desk` nobody
    asks: the desk does on its own what follows from its mails and documents.
    """

    now: datetime
    actor: str | None = None
    at: datetime | None = None
    key: str | None = None
    note: str = ""
    dry_run: bool = False
    by_desk: bool = False
    if_seq: str | None = None
