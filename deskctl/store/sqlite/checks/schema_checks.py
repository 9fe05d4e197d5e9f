"""Check and correct the schema: exactly the declared indexes, and no triggers or views."""

from collections.abc import Iterator

from deskctl.language.i18n import N_
from deskctl.models.records import indexes
from deskctl.store.finding import Finding
from deskctl.store.port import Connection, Reader

_REMEDY = N_("Correct the schema: deskctl store rebuild.")
_TRIGGERS_AND_VIEWS = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def foreign_schema(conn: Reader) -> Iterator[Finding]:
    """Yield a finding for each trigger or view, which deskctl never creates, and each missing or different index."""
    for kind, name in conn.execute(_TRIGGERS_AND_VIEWS):
        template = N_(
            "The store has the {kind} {name}, which is not part of deskctl: it may drop or alter rows that are saved."
        )
        yield Finding("schema", name, template, _REMEDY, values={"kind": kind, "name": name})
    for name in _wrong_indexes(conn):
        template = N_("The index {name} is missing or different: lists may be slow, and unique values may occur twice.")
        yield Finding("schema", name, template, _REMEDY, grave=False, values={"name": name})


def correct_schema(conn: Connection) -> None:
    """Remove triggers and views, and create missing or different indexes, within the running transaction."""
    for kind, name in conn.execute(_TRIGGERS_AND_VIEWS).fetchall():
        conn.execute(f'DROP {kind} "{name}"')
    for name in _wrong_indexes(conn):
        conn.execute(f'DROP INDEX IF EXISTS "{name}"')
        conn.execute(indexes()[name])


def _wrong_indexes(conn: Reader) -> list[str]:
    existing = {name: _plain(sql) for name, sql in conn.execute(_INDEXES)}
    return [name for name, sql in indexes().items() if existing.get(name) != _plain(sql)]


def _plain(sql: str) -> str:
    return "".join(sql.split()).replace('"', "").lower()
