"""How an operation is asked for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who asks for an operation and how: `at` is when the step happened (now where None), `key` makes it one write."""

    now: datetime
    actor: str | None = None
    at: datetime | None = None
    key: str | None = None
    note: str = ""
    dry_run: bool = False
