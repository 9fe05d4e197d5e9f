"""The ids that new records get: the next number in the style of those that are there."""

import re
from typing import TYPE_CHECKING

from deskctl.store.facts.numbering import highest_code, highest_id
from deskctl.store.facts.rows import is_there

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


_DIGITS = re.compile(r"\d+$")


def next_id(desk: "Desk", table: str, prefix: str, width: int = 2) -> str:
    """Return the next id of a table: the prefix, and the number after the highest one.

    Until the transaction ends nobody else is given one.
    """
    desk.hold(table)
    return f"{prefix}{highest_id(desk.reader, table, prefix) + 1:0{width}d}"


def next_code(desk: "Desk", prefix: str, event: str, field: str, width: int = 3) -> str:
    """Return the next code that only the data of actions name; the actions are read once, then a counter serves."""
    name = f"{event}.{field}"
    counted = is_there(desk.reader, "counter", "name", name)
    after = 0 if counted else highest_code(desk.reader, prefix, event, field)
    return f"{prefix}{desk.next_number(name, after):0{width}d}"


def of_customer(prefix: str, customer: str | None) -> str:
    """Return the beginning of an id that carries the customer's number, such as `S-01`."""
    digits = _DIGITS.search(customer or "")
    return f"{prefix}{int(digits[0]):02d}" if digits else f"{prefix}00"
