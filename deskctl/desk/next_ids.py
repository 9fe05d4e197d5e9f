"""The next ids and codes of new records."""

import re
from typing import TYPE_CHECKING

from deskctl.store.facts.last_numbers import CODES, LONGEST, highest_code, highest_id, last_number

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


_DIGITS = re.compile(r"\d+$")
_COUNTABLE = re.compile(rf"[0-9]{{1,{LONGEST}}}")


def next_id(desk: "Desk", table: str, prefix: str, width: int = 2) -> str:
    """Return the next id of a table: the prefix and the number after the highest one.

    The ids of the table are locked until the transaction ends.
    """
    desk.hold(table)
    return f"{prefix}{highest_id(desk.reader, table, prefix) + 1:0{width}d}"


def assign_code(desk: "Desk", given: str | None, prefix: str, event: str, field: str) -> str:
    """Return the given code, or else one that is higher than all before.

    Such codes only occur in the data of actions; these are read once, then a counter is used.
    """
    name = f"{CODES}{event}.{field}"
    last = last_number(desk.reader, name)
    if given is None:
        after = highest_code(desk.reader, prefix, event, field) if last is None else 0
        return f"{prefix}{desk.next_number(name, after):03d}"
    digits = given.removeprefix(prefix)
    if last is not None and digits != given and _COUNTABLE.fullmatch(digits) and int(digits) > last:
        desk.next_number(name, int(digits) - 1)
    return given


def of_customer(prefix: str, customer: str | None) -> str:
    """Return the prefix of an id with the customer's number, such as `S-01`."""
    digits = _DIGITS.search(customer or "")
    return f"{prefix}{int(digits[0]):02d}" if digits else f"{prefix}00"
