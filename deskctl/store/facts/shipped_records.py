"""The records that are shipped with deskctl: the service catalogue, the service modes and the named hours."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.data_files import data_file
from deskctl.store.facts.desk_zone import policy_zone
from deskctl.store.facts.policies import follow_shipped, policy_updates
from deskctl.store.facts.rows import row_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.policy_file.read import PolicySource
    from deskctl.store.port import Reader, Transaction

ORIGIN = "builtin/1"
"""The origin of shipped rows of this version, until somebody changes them."""

_FILES: Mapping[str, str] = {"calendar": "calendars.toml", "catalog_item": "catalogue.toml", "mode": "modes.toml"}
DESK = "META"
"""The id of the row with the settings of the desk."""

_FORMAT = "deskctl/1"
_YUAN_ZONES = frozenset({"Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC"})
SHIPPED = tuple(_FILES)
"""The tables that have shipped records."""

REPLACEABLE = (*SHIPPED, "meta")
"""The tables whose shipped rows are replaced by imported rows with the same id."""


POLICY = "policy"
ADDED, UPDATED, KEPT = "added", "updated", "kept"


class ShippedChange(NamedTuple):
    """What an update does with a shipped record or policy: added, updated, or kept as the desk has changed it."""

    table: str
    record: dict[str, Any]
    what: str
    policy: PolicySource | None = None


def shipped_records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the table and the column values of each shipped record."""
    for table, file in _FILES.items():
        for record in tomllib.loads(data_file(file).read_text(encoding="utf-8"))[table]:
            yield table, {name: _as_column(value) for name, value in record.items()}


def set_up_records(conn: Transaction, zone: str | None) -> None:
    """Set up a new desk with a zone, the currency of that zone if known, and the shipped records."""
    own = zone or policy_zone(conn)
    store_zone(conn, own)
    if own in _YUAN_ZONES:
        store_currency(conn, "CNY")
    install_shipped(conn)


def store_zone(conn: Transaction, zone: str) -> None:
    """Store the time zone in the settings of the desk."""
    _store_setting(conn, tz=zone)


def store_currency(conn: Transaction, currency: str) -> None:
    """Store the default currency of amounts in the settings of the desk."""
    _store_setting(conn, currency=currency)


def _store_setting(conn: Transaction, **columns: str) -> None:
    stored = row_by_name(conn, "SELECT * FROM meta LIMIT 1")
    before = stored or {"id": DESK, "schema": _FORMAT, "origin": ORIGIN}
    conn.replace("meta", {**before, **columns})


def install_shipped(conn: Transaction) -> None:
    """Insert the shipped records whose ids the desk does not have."""
    for table, record in shipped_records():
        if conn.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record["id"],)).fetchone() is None:
            write_shipped(conn, table, record)


def shipped_changes(conn: Reader) -> Iterator[ShippedChange]:
    """Yield a change for each shipped policy or record that is missing, newer, or changed by the desk."""
    for source, is_new, is_own in policy_updates(conn):
        what = ADDED if is_new else KEPT if is_own else UPDATED
        yield ShippedChange(POLICY, {"id": source.id}, what, source)
    for table, record in shipped_records():
        row = conn.execute(f"SELECT {', '.join(record)}, origin FROM {table} WHERE id = ?", (record["id"],)).fetchone()
        if row is None:
            yield ShippedChange(table, record, ADDED)
        elif row[:-1] != tuple(record.values()):
            yield ShippedChange(table, record, UPDATED if row[-1] else KEPT)


def update_shipped(conn: Transaction) -> list[ShippedChange]:
    """Install what is missing or newer, except what the desk has changed; return all the changes."""
    changes = list(shipped_changes(conn))
    for change in changes:
        if change.policy and change.what != KEPT:
            follow_shipped(conn, change.policy)
        elif change.what != KEPT:
            write_shipped(conn, change.table, change.record)
    return changes


def write_shipped(conn: Transaction, table: str, record: Mapping[str, Any]) -> None:
    """Insert a shipped record, or replace the one with its id."""
    conn.replace(table, {**record, "origin": ORIGIN})


def _as_column(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
