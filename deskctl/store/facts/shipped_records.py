"""The records that a new desk begins with: the service catalogue, the ways of service, the named open hours."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from deskctl.data_files import data_file
from deskctl.store.facts.desk_zone import policy_zone
from deskctl.store.port import Reader, Transaction

ORIGIN = "builtin/1"
"""What the rows of this version are marked with, until somebody changes them."""

_FILES: Mapping[str, str] = {"calendar": "calendars.toml", "catalog_item": "catalogue.toml", "mode": "modes.toml"}
DESK = "META"
"""The id of the row of the desk's own settings."""

_FORMAT = "deskctl/1"
_YUAN_ZONES = frozenset({"Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC"})
SHIPPED = tuple(_FILES)
"""The tables that shipped records go into."""

REPLACEABLE = (*SHIPPED, "meta")
"""The tables whose shipped rows give way to those of a file."""


ADDED, UPDATED, KEPT = "added", "updated", "kept"


class ShippedChange(NamedTuple):
    """What becomes of a shipped record: it is added, updated, or the desk keeps its own."""

    table: str
    record: dict[str, Any]
    what: str


def shipped_records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each shipped record with its table, the values as columns keep them."""
    for table, file in _FILES.items():
        for record in tomllib.loads(data_file(file).read_text(encoding="utf-8"))[table]:
            yield table, {name: _as_column(value) for name, value in record.items()}


def furnish(conn: Transaction, zone: str | None) -> None:
    """Set up a new desk with its zone, the currency that is paid in there, and the shipped records."""
    own = zone or policy_zone(conn)
    keep_zone(conn, own)
    if own in _YUAN_ZONES:
        keep_currency(conn, "CNY")
    install_shipped(conn)


def keep_zone(conn: Transaction, zone: str) -> None:
    """Keep the zone in the desk's own settings."""
    _keep(conn, tz=zone)


def keep_currency(conn: Transaction, currency: str) -> None:
    """Keep the currency that amounts are in unless they say otherwise."""
    _keep(conn, currency=currency)


def _keep(conn: Transaction, **columns: str) -> None:
    row = conn.execute("SELECT * FROM meta LIMIT 1")
    names = [column[0] for column in row.description]
    stored = row.fetchone()
    before = dict(zip(names, stored, strict=True)) if stored else {"id": DESK, "schema": _FORMAT, "origin": ORIGIN}
    conn.replace("meta", {**before, **columns})


def install_shipped(conn: Transaction) -> None:
    """Put in the shipped records whose ids the desk does not have."""
    for table, record in shipped_records():
        if conn.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record["id"],)).fetchone() is None:
            put_shipped(conn, table, record)


def shipped_changes(conn: Reader) -> Iterator[ShippedChange]:
    """Yield what the shipped records would change: what is missing, what is newer, and what the desk has changed."""
    for table, record in shipped_records():
        row = conn.execute(f"SELECT {', '.join(record)}, origin FROM {table} WHERE id = ?", (record["id"],)).fetchone()
        if row is None:
            yield ShippedChange(table, record, ADDED)
        elif row[:-1] != tuple(record.values()):
            yield ShippedChange(table, record, UPDATED if row[-1] else KEPT)


def take_over(conn: Transaction) -> list[ShippedChange]:
    """Install newer shipped records; those that the desk has changed stay as they are."""
    changes = list(shipped_changes(conn))
    for change in changes:
        if change.what != KEPT:
            put_shipped(conn, change.table, change.record)
    return changes


def put_shipped(conn: Transaction, table: str, record: Mapping[str, Any]) -> None:
    """Insert a shipped record, or replace the one with its id."""
    conn.replace(table, {**record, "origin": ORIGIN})


def _as_column(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
