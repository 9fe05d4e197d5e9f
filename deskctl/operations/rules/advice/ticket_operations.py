"""The operations on a ticket, known without loading the classes of all others."""

import json
from functools import cache
from pathlib import Path

_NAMES = Path(__file__).with_name("ticket_operations.json")
"""Their names, written by `.ci/records`."""


@cache
def ticket_operations() -> tuple[str, ...]:
    """Return every operation on a ticket as `noun.verb`, in the order of the catalogue."""
    return tuple(json.loads(_NAMES.read_bytes()))
