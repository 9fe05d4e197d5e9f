"""The next ids and codes of new records."""

import re
from typing import TYPE_CHECKING

from deskctl.store.facts.last_numbers import highest_code, highest_id, is_code_used
from deskctl.store.facts.rows import row_exists

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


_DIGITS = re.compile(r"\d+$")


def next_id(desk: "Desk", table: str, prefix: str, width: int = 2) -> str:
    """Return the next id of a table: the prefix and the number after the highest one.

    The ids of the table are locked until the transaction ends.
    """
    desk.hold(table)
    return f"{prefix}{highest_id(desk.reader, table, prefix) + 1:0{width}d}"


def next_code(desk: "Desk", prefix: str, event: str, field: str, width: int = 3) -> str:
    """Return the next code that only occurs in the data of actions, which somebody may have written out before.

    The highest one is read once, then a counter is used.
    """
    name = f"{event}.{field}"
    has_counter = row_exists(desk.reader, "counter", "name", name)
    after = 0 if has_counter else highest_code(desk.reader, prefix, event, field)
    while True:
        code = f"{prefix}{desk.next_number(name, after):0{width}d}"
        if not is_code_used(desk.reader, code, event, field):
            return code


def of_customer(prefix: str, customer: str | None) -> str:
    """Return the prefix of an id with the customer's number, such as `S-01`."""
    digits = _DIGITS.search(customer or "")
    return f"{prefix}{int(digits[0]):02d}" if digits else f"{prefix}00"
