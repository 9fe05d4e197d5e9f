"""Find reference records by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold
from deskctl.models.records import record

if TYPE_CHECKING:
    from collections.abc import Collection

    from deskctl.store.port import Reader

_NAMES = {"contract": "no"}
_OTHER = ("external_id", "user")
_DISTINGUISHING = ("phone", "agreed_phone", "support_phone", "model", "serial")


def records_named(conn: Reader, table: str, word: str, customer: str | None = None) -> list[tuple[str, str]]:
    """Return the records not retired with this id, name, user name or external id, folded, as (id, name).

    If any of them belongs to the customer, only those are returned. If there are several, each has after its name what
    distinguishes it: the name of its customer, a telephone number, a model, a serial number.
    """
    columns = record(table).names
    name = _NAMES.get(table, "name")
    if name not in columns:
        return []
    keys = ["id", name, *(column for column in _OTHER if column in columns)]
    more = [column for column in _DISTINGUISHING if column in columns]
    owner = "customer" if "customer" in columns else "NULL"
    in_use = "retired_at IS NULL" if "retired_at" in columns else "TRUE"
    sought, end = fold(word), 1 + len(keys)
    rows = conn.execute(f"SELECT {owner}, {', '.join([*keys, *more])} FROM {table} WHERE {in_use} ORDER BY id")
    named = [row for row in rows if any(value is not None and fold(value) == sought for value in row[1:end])]
    found = [row for row in named if customer is not None and row[0] == customer] or named
    if len(found) == 1:
        return [(row[1], row[2]) for row in found]
    owners = _customers(conn, {row[0] for row in found if row[0]})
    return [(row[1], ", ".join(filter(None, (row[2], owners.get(row[0]), *row[end:])))) for row in found]


def _customers(conn: Reader, keys: Collection[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(keys))
    return dict(conn.execute(f"SELECT id, name FROM customer WHERE id IN ({marks})", tuple(keys))) if keys else {}
