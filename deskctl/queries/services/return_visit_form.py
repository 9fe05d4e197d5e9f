"""The context of a return visit: the last one, undelivered notices, open improvements, when the next is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskctl.queries.services.inspected_sites import first_contact
from deskctl.queries.services.notices import undelivered_notices

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from deskctl.sla.duties import DutyRule
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LAST = """
SELECT id, at, score FROM return_visit WHERE customer = ? AND at <= ? AND retired_at IS NULL ORDER BY at DESC LIMIT 1
"""
_CUSTOMER = "SELECT name, key_customer, return_visit_interval_days FROM customer WHERE id = ?"
_TEXT = "SELECT text FROM advisory WHERE id = ?"
_OPEN = "SELECT id, text FROM improvement WHERE state IN ('open', 'in_progress') ORDER BY id"


@dataclass(frozen=True, slots=True)
class ReturnVisitForm:
    """The context of a return visit to a customer; `next_on` is when the one after it is due."""

    customer: str
    name: str
    last: tuple[str, Instant, int | None] | None
    notices: tuple[tuple[str, str], ...]
    improvements: tuple[tuple[str, str], ...]
    contact: str | None
    next_on: date


def return_visit_form(
    conn: Reader, customer: str, at: Instant, zone: ZoneInfo, rule: DutyRule
) -> ReturnVisitForm | None:
    """Return the context of a return visit; None if there is no such customer."""
    row = conn.execute(_CUSTOMER, [customer]).fetchone()
    if row is None:
        return None
    name, is_key, days = row
    length = days or rule["interval_key_customer" if is_key else "interval"]
    last = conn.execute(_LAST, [customer, at]).fetchone()
    notices = [(key, conn.execute(_TEXT, [key]).fetchone()[0]) for key in undelivered_notices(conn, customer, at)]
    return ReturnVisitForm(
        customer, name, None if last is None else (last[0], last[1], last[2]), tuple(notices),
        tuple((key, text) for key, text in conn.execute(_OPEN)), first_contact(conn, customer),
        (datetime.fromtimestamp(at, zone) + timedelta(days=length)).date(),
    )  # fmt: skip
