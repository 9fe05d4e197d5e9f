"""The description of a store on a server, for `store info`."""

from contextlib import closing
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.config.store_address import redacted
from deskctl.models.records import tables
from deskctl.store.facts.desk_zone import desk_zone, policy_zone
from deskctl.store.facts.policies import installed_versions
from deskctl.store.postgres.reader import open_reader, stored_revision
from deskctl.store.postgres.server_errors import translated_errors

_SERVER = """
SELECT current_setting('server_version'), pg_database_size(current_database()), session_user::text, for_tests
FROM server_desk
"""


def store_info(address: str) -> dict[str, Any]:
    """Return a description of a store: its server, schema, rows of each table, policies, and last change."""
    with translated_errors(address), closing(open_reader(address)) as conn:
        version, size, login, for_tests = conn.execute(_SERVER).fetchone()
        (changed_at,) = conn.execute("SELECT max(changed_at) FROM ticket").fetchone()
        zone = desk_zone(conn)
        return {
            "path": redacted(address),
            "zone": zone,
            "policy_zone": policy_zone(conn),
            "size": size,
            "schema": stored_revision(conn, address),
            "engine": f"PostgreSQL {version}",
            "login": login,
            "for_tests": bool(for_tests),
            "tables": {
                name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in sorted(tables())
                if name != "seal"
            },
            "policies": installed_versions(conn),
            "last_change": None
            if changed_at is None
            else datetime.fromtimestamp(changed_at, ZoneInfo(zone)).isoformat(),
        }
