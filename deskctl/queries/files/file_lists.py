"""Lists of files: of a record, of a ticket with its mails and visits, of the whole desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.queries.files.file_types import claimed_by
from deskctl.queries.files.stored_files import file_named
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.store.facts.rows import by_name, rows_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.files.file_owners import FileOwner
    from deskctl.store.port import Reader

FILE_FIELDS = (
    "attachment", "of", "name", "type", "size", "kind", "public", "sha256", "inline", "claims", "step", "version",
    "added_at", "added_by", "hidden_at", "purged_at",
)  # fmt: skip
_SELECT = "SELECT * FROM attachment"
_OF_TICKET = """
"of" = ?1 OR "of" IN (SELECT id FROM mail WHERE ticket = ?2)
    OR "of" IN (SELECT json_extract(data, '$.visit') FROM action WHERE ticket = ?2 AND event = 'attachment_added')
"""
_TIMES = ("added_at", "hidden_at", "purged_at")
_USERS = """
SELECT "of" || '/' || id FROM attachment WHERE sha256 = ?1 AND id <> ?2 AND purged_at IS NULL
UNION ALL SELECT id FROM mail WHERE sha256 = ?1
"""


def list_files(conn: Reader, zone: tzinfo, owner: FileOwner | None = None) -> list[Shape]:
    """Return the files of a record, of a ticket with its mails and visits, or of the whole desk."""
    condition, values = "TRUE", []
    if owner is not None and owner.table == "ticket":
        condition, values = _OF_TICKET, [owner.name, owner.ticket]
    elif owner is not None:
        condition, values = '"of" = ?', [owner.name]
    return [file_shape(row, zone) for row in by_name(conn.execute(f"{_SELECT} WHERE {condition} ORDER BY id", values))]


def show_file(conn: Reader, name: str, zone: tzinfo) -> Shape:
    """Return one file; raises `NotFound`."""
    return file_shape(file_named(conn, name), zone)


def file_shape(row: dict[str, Any], zone: tzinfo) -> Shape:
    """Return the JSON shape of a file; `claims` is the type that its name claims, if that is wrong."""
    shape = {
        **row,
        "attachment": row["id"],
        "inline": bool(row["inline"]),
        "public": bool(row["public"]),
        "kind": row["kind"] or "other",
        "claims": claimed_by(row["name"], row["type"]) if row["kind"] else None,
        **{name: rfc3339(row[name], zone) if row[name] is not None else None for name in _TIMES},
    }
    return {name: shape[name] for name in FILE_FIELDS}


def public_files(conn: Reader, owners: Sequence[str]) -> list[dict[str, Any]]:
    """Return the files of records that may go to the customer."""
    marks = ", ".join("?" * len(owners))
    return rows_by_name(
        conn,
        f'{_SELECT} WHERE "of" IN ({marks}) AND public AND hidden_at IS NULL AND purged_at IS NULL ORDER BY id',
        owners,
    )


def count_and_size(conn: Reader, owner: str) -> tuple[int, int]:
    """Return the number of files of a record, and their total size in bytes."""
    text = 'SELECT count(*), coalesce(sum(size), 0) FROM attachment WHERE "of" = ? AND purged_at IS NULL'
    count, held = conn.execute(text, (owner,)).fetchone()
    return count, held


def total_size(conn: Reader) -> int:
    """Return the total size of all files of the desk in bytes; identical files count once."""
    once = "SELECT DISTINCT sha256, size FROM attachment WHERE purged_at IS NULL"
    (held,) = conn.execute(f"SELECT coalesce(sum(size), 0) FROM ({once}) AS once").fetchone()
    return int(held)


def users_of(conn: Reader, sha256: str, *, besides: str) -> Sequence[str]:
    """Return the other files and mails with the same bytes."""
    return [name for (name,) in conn.execute(_USERS, (sha256, besides))]


def has_step(conn: Reader, owner: str, ticket: int | None, seq: str) -> bool:
    """Return whether a record has an action with a number."""
    if not seq.isdecimal():
        return False
    if ticket is None:
        cursor = conn.execute("SELECT 1 FROM master_action WHERE id = ? AND seq = ?", (owner, int(seq)))
    else:
        cursor = conn.execute("SELECT 1 FROM action WHERE ticket = ? AND seq = ?", (ticket, int(seq)))
    return cursor.fetchone() is not None


def file_of_action(conn: Reader, ticket: int | None, master: str | None, seq: int) -> str | None:
    """Return the file that an action is about."""
    value = "SELECT json_extract(data, '$.attachment') FROM"
    if ticket is None:
        cursor = conn.execute(f"{value} master_action WHERE id = ? AND seq = ?", (master, seq))
    else:
        cursor = conn.execute(f"{value} action WHERE ticket = ? AND seq = ?", (ticket, seq))
    row = cursor.fetchone()
    return row[0] if row else None
