"""Checks of the schema: the indexes that the models declare, and no triggers or views."""

from collections.abc import Iterator

from deskctl.language.i18n import N_
from deskctl.models.records import indexes
from deskctl.store.finding import Finding
from deskctl.store.port import Connection, Reader

_REMEDY = N_("Put the schema right: deskctl store rebuild.")
_ACTING = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def foreign_schema(conn: Reader) -> Iterator[Finding]:
    """Find triggers and views, which deskctl has none of, and indexes that are missing or others."""
    for kind, name in conn.execute(_ACTING):
        says = N_("The store has the {kind} {name}, which is none of deskctl: it may swallow or alter what is saved.")
        yield Finding("schema", name, says, _REMEDY, values={"kind": kind, "name": name})
    for name in _lacking(conn):
        says = N_("The index {name} is missing or another one: lists may be slow, and what must be unique may not be.")
        yield Finding("schema", name, says, _REMEDY, grave=False, values={"name": name})


def put_schema_right(conn: Connection) -> None:
    """Remove what acts on its own, and make the indexes that are missing, within the running transaction."""
    for kind, name in conn.execute(_ACTING).fetchall():
        conn.execute(f'DROP {kind} "{name}"')
    for name in _lacking(conn):
        conn.execute(f'DROP INDEX IF EXISTS "{name}"')
        conn.execute(indexes()[name])


def _lacking(conn: Reader) -> list[str]:
    existing = {name: _plain(sql) for name, sql in conn.execute(_INDEXES)}
    return [name for name, sql in indexes().items() if existing.get(name) != _plain(sql)]


def _plain(sql: str) -> str:
    return "".join(sql.split()).replace('"', "").lower()
