"""What many tickets rest on is changed by writers who are alone: between them, what was read of it stays true."""

import re
from functools import cache

from deskctl.models.records import tables

PERMANENT = frozenset(
    {"calendar_day", "calendar_year", "catalog_item", "contract", "holiday", "meta", "mode", "policy_version", "staff"}
)
"""Tables that only a writer who is alone writes to."""
_WORD = re.compile(r"\w+")
_TEXTS = frozenset({"ticket_text", "record_text"})


@cache
def is_lasting(sql: str) -> bool:
    """Return whether a question reads such tables alone; a column with the name of another table counts as that."""
    named = {*_WORD.findall(sql)} & {*tables(), *_TEXTS}
    return bool(named) and named <= PERMANENT
