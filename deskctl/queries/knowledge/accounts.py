"""The customers' accounts by name, and the log of accesses to the courseware."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.desk.passwords import folded_name
from deskctl.queries.conditions.value_filter import ANY, ValueFilter
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from deskctl.store.port import Reader

ACCOUNT_TABLE = "course_account"
ACCESS_FIELDS = ("access", "at", "kind", "account", "username", "staff", "course", "version", "file", "via")
_ACCESSES = """
SELECT access.id AS access, at, coalesce(access.kind, 'fetch') AS kind, account, username, staff, course,
    access.version, file, coalesce(via, 'portal') AS via
FROM course_access AS access LEFT JOIN course_account ON course_account.id = account
WHERE (?1 IS NULL OR at >= ?1) ORDER BY at, access.rowid
"""


def account_of_name(conn: Reader, username: str) -> dict[str, Any] | None:
    """Return the account with a user name, ignoring case and width."""
    sought = folded_name(username)
    for name, spelled in conn.execute(f"SELECT id, username FROM {ACCOUNT_TABLE} ORDER BY id").fetchall():
        if folded_name(spelled) == sought:
            return row_of(conn, ACCOUNT_TABLE, id=name)
    return None


def accesses(conn: Reader, zone: tzinfo, *, accounts: ValueFilter = ANY, since: int | None = None) -> list[Shape]:
    """Return the accesses to the courseware, oldest first."""
    cursor = conn.execute(_ACCESSES, [since])
    rows = (dict(zip(ACCESS_FIELDS, row, strict=True)) for row in cursor)
    return [{**row, "at": rfc3339(row["at"], zone)} for row in rows if accounts.fits(row["account"])]
