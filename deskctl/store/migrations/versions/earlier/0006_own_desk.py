"""Add shipped data, retired and merged records, unverified callers, and a chain for the history of records."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from alembic import op

from deskctl.store.facts.chain import RECORD_FIELDS, START, link
from deskctl.store.facts.shipped_records import install_shipped
from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table
from deskctl.store.port import Connection

revision = "0006"
down_revision = "0005"

_EXTERNAL, _RETIRED, _UNVERIFIED, _ORIGIN = (
    "external_id VARCHAR",
    "retired_at INTEGER",
    "unverified BOOLEAN",
    "origin VARCHAR",
)
_MERGED = "merged_into VARCHAR"
_IS_OPEN = "status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided')"
_LISTS = frozenset({"skills", "compatible_models", "substitutes_models", "options", "files"})
_FLAGS = frozenset({"key_customer", "outlet", "remote_standing_authorisation", "procured_by_us", "off", "active"})
_TIMES = frozenset({"start", "end", "requested_at", "requested_for", "held_at", "material_delivered_at"})
_ZONE = "Asia/Shanghai"


def upgrade() -> None:
    """Add the columns, chain the history of records, and install the shipped records where there is no catalogue."""
    conn = plain(op.get_bind())
    for table in ("site", "contract", "staff", "expert", "vendor", "part", "loaner"):
        change_table(conn, table, _with((_EXTERNAL, _RETIRED), table))
    change_table(conn, "asset", _with((_EXTERNAL, _RETIRED, _MERGED), "asset", merged=True))
    for table in ("customer", "contact"):
        change_table(conn, table, _with((_UNVERIFIED, _EXTERNAL, _RETIRED, _MERGED), table, merged=True))
    for table in ("catalog_item", "mode"):
        change_table(conn, table, TableChange(columns=(_ORIGIN, _RETIRED)))
    for table in ("calendar", "meta"):
        change_table(conn, table, TableChange(columns=(_ORIGIN,)))
    change_table(conn, "system_profile", TableChange(columns=(_RETIRED,)))
    _change_tickets(conn)
    conn.execute(
        "CREATE TABLE IF NOT EXISTS hotline (id VARCHAR NOT NULL, number VARCHAR NOT NULL, label VARCHAR,"
        " opens VARCHAR, closes VARCHAR, retired_at INTEGER, PRIMARY KEY (id))"
    )
    _chain_history(conn)
    if _is_bare(conn):
        install_shipped(conn)


def _with(columns: tuple[str, ...], table: str, *, merged: bool = False) -> TableChange:
    index = f"ix_{table}_external_id"
    return TableChange(
        columns=columns,
        constraints=(f"FOREIGN KEY(merged_into) REFERENCES {table} (id)",) if merged else (),
        optional=("customer",) if table == "contact" else (),
        indexes={index: f"CREATE UNIQUE INDEX {index} ON {table} (external_id)"},
    )


def _change_tickets(conn: Connection) -> None:
    """Make the customer of a ticket optional, and exclude voided tickets from the indexes of open ones."""
    indexes = {
        "ticket_open_due": f"CREATE INDEX ticket_open_due ON ticket (next_due_at, number) WHERE {_IS_OPEN}",
        "ticket_open_owner": f"CREATE INDEX ticket_open_owner ON ticket (owner, next_due_at, number) WHERE {_IS_OPEN}",
        "ix_ticket_external_id": "CREATE UNIQUE INDEX ix_ticket_external_id ON ticket (external_id)",
    }
    columns = ("called VARCHAR", _EXTERNAL)
    change_table(conn, "ticket", TableChange(columns=columns, optional=("customer", "site"), indexes=indexes))


def _chain_history(conn: Connection) -> None:
    """Chain the history of each record, and convert lists, flags and times in its data to readable values."""
    columns = ("recorded_at INTEGER NOT NULL", "chain VARCHAR NOT NULL")
    if not change_table(
        conn, "master_action", TableChange(columns=columns, values={"recorded_at": "at", "chain": "''"})
    ):
        return
    zone = _zone(conn)
    previous, chain = None, START
    for row in conn.execute(f"SELECT {', '.join(RECORD_FIELDS)} FROM master_action ORDER BY noun, id, seq").fetchall():
        values = dict(zip(RECORD_FIELDS, row, strict=True))
        values["data"] = json.dumps(_readable(json.loads(values["data"]), zone), ensure_ascii=False)
        chain = link(chain if row[:2] == previous else START, tuple(values.values()))
        previous = row[:2]
        conn.execute(
            "UPDATE master_action SET data = ?, chain = ? WHERE noun = ? AND id = ? AND seq = ?",
            (values["data"], chain, *row[:3]),
        )


def _readable(data: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    return {
        name: {side: _value(name, one, zone) for side, one in value.items()}
        if isinstance(value, dict)
        else _value(name, value, zone)
        for name, value in data.items()
    }


def _value(name: str, value: Any, zone: ZoneInfo) -> Any:
    if name in _LISTS and isinstance(value, str):
        return json.loads(value)
    if name in _FLAGS and isinstance(value, int):
        return bool(value)
    if name in _TIMES and isinstance(value, int):
        return datetime.fromtimestamp(value, zone).isoformat()
    return value


def _zone(conn: Connection) -> ZoneInfo:
    row = conn.execute("SELECT tz FROM meta LIMIT 1").fetchone()
    return ZoneInfo(row[0] if row else _ZONE)


def _is_bare(conn: Connection) -> bool:
    """Return whether this is a desk with a policy, but without a catalogue and tickets."""
    (made, catalogue, tickets) = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM policy_version), EXISTS (SELECT 1 FROM catalog_item),"
        " EXISTS (SELECT 1 FROM ticket)"
    ).fetchone()
    return bool(made and not catalogue and not tickets)
