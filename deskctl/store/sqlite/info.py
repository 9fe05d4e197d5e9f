"""The description of a store in a file, for `store info`."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.store.facts.desk_zone import desk_zone, policy_zone
from deskctl.store.facts.policies import installed_versions
from deskctl.store.migrations.revision import stored_revision
from deskctl.store.sqlite.integrity.checksums import LITESTREAM
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.trigram_terms import TABLES


def store_info(path: str) -> dict[str, Any]:
    """Return a description of a store: its file, schema, rows of each table, policies, and last change."""
    with translated_errors(path), closing(open_reader(path)) as conn:
        (journal_mode,) = conn.execute("PRAGMA journal_mode").fetchone()
        (changed_at,) = conn.execute("SELECT max(changed_at) FROM ticket").fetchone()
        return {
            "path": str(Path(path).absolute()),
            "zone": desk_zone(conn),
            "policy_zone": policy_zone(conn),
            "size": Path(path).stat().st_size,
            "schema": stored_revision(conn, path),
            "journal_mode": journal_mode,
            "tables": _counts(conn),
            "policies": installed_versions(conn),
            "last_change": None
            if changed_at is None
            else datetime.fromtimestamp(changed_at, ZoneInfo(desk_zone(conn))).isoformat(),
        }


def _counts(conn: sqlite3.Connection) -> dict[str, int]:
    names = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' "
        "AND name <> 'alembic_version' ORDER BY name"
    ).fetchall()
    return {
        name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
        if name not in TABLES | LITESTREAM
    }
