"""Tables that only exclusive writers change, as many tickets depend on them, so that other writers can cache them."""

import re
from functools import cache

from deskctl.models.records import tables

PERMANENT = frozenset(
    {"calendar_day", "calendar_year", "catalog_item", "contract", "holiday", "meta", "mode", "policy_version", "staff"}
)
"""The tables that only an exclusive writer changes."""
_WORD = re.compile(r"\w+")
_TEXTS = frozenset({"ticket_text", "record_text"})


@cache
def reads_only_permanent(sql: str) -> bool:
    """Return whether a query reads only such tables; a column named like another table counts as that table."""
    named = {*_WORD.findall(sql)} & {*tables(), *_TEXTS}
    return bool(named) and named <= PERMANENT
