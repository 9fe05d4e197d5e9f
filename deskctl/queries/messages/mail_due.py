"""The time by which a mail must be handled (S5.1-mail.handle)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.reference.hours import HOTLINE, calendars
from deskctl.queries.reference.policies import current_duty_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def mail_due_times(conn: Reader) -> Callable[[Instant], Instant | None]:
    """Return a function from the arrival of a mail to the time by which it must be handled, by the desk's policy."""
    hotline, minutes = calendars(conn).get(HOTLINE), current_duty_rules(conn)["mail"]["due_minutes"]
    return lambda received: None if hotline is None else hotline.due_at(received, minutes * 60)
