"""Fill the tables of tickets without their indexes and references, and build those afterwards: it takes less time."""

import re

from deskctl.models.records import record, tables
from deskctl.store.postgres.connection import ServerConnection
from deskctl.store.postgres.schema.create import SCHEMA

_TABLES = tuple(name for name in tables() if name == "ticket" or record(name).key[0] == "ticket")
_MARKS = ", ".join("?" * len(_TABLES))
_STATEMENT = re.compile(rf"CREATE (?:UNIQUE )?INDEX (\w+) ON (?:{'|'.join(_TABLES)}) .*")
_INDEXES = f"SELECT indexname FROM pg_indexes WHERE tablename IN ({_MARKS}) AND schemaname = current_schema()"
_REFERENCES = f"""
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text IN ({_MARKS}) AND confrelid::regclass::text IN ({_MARKS}) ORDER BY 1, 2
"""


def drop_indexes(conn: ServerConnection) -> str:
    """Drop what can be built again; return the statements for it. Nobody can read tickets meanwhile."""
    present = {name for (name,) in conn.execute(_INDEXES, _TABLES)}
    indexes = {match[1]: match[0] for match in _STATEMENT.finditer(SCHEMA.read_text("utf-8")) if match[1] in present}
    references = conn.execute(_REFERENCES, (*_TABLES, *_TABLES)).fetchall()
    dropped = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _definition in references]
    conn.execute("; ".join([*dropped, *(f"DROP INDEX {name}" for name in indexes)]))
    added = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition};" for table, name, definition in references]
    return "\n".join(["SET CONSTRAINTS ALL IMMEDIATE;", *indexes.values(), *added])
