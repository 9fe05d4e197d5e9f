"""Migrate the schema of a store on a server: add whatever the models declare and the database lacks.

Migrations only add things, and drop nothing but indexes, so the existing schema can simply be compared with the models;
the scripts of Alembic are for files. Only the owner of the tables can migrate.
"""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

from deskctl.store.migrations.revision import HEAD
from deskctl.store.port import Reader
from deskctl.store.postgres.bigram_index import FUNCTION, INDEXES
from deskctl.store.postgres.schema.functions import FUNCTIONS
from deskctl.store.postgres.schema.guards import set_rights
from deskctl.store.postgres.schema.sequences import MAKE, set_sequence
from deskctl.store.postgres.schema.tables import index_statement, reference_statement, server_metadata, table_statement
from deskctl.store.postgres.writing.transaction import ServerTransaction

_COLUMNS = """
SELECT table_name, column_name, is_nullable = 'NO' FROM information_schema.columns
WHERE table_schema = current_schema()
"""
_SUPERSEDED = ("clock_opens", "ix_affected_site_site", "ix_ticket_asset_asset", "ticket_soon")
"""Indexes that were replaced by others."""
_REDEFINED = ("action_contested",)
"""Indexes that had another condition in older schemas."""
_INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"


def migrate(conn: ServerTransaction) -> None:
    """Add missing tables, columns and indexes, and set the revision; within the running transaction."""
    existing: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for table, column, required in conn.execute(_COLUMNS):
        existing[table][column] = required
    for name in (*_SUPERSEDED, *_REDEFINED):
        conn.execute(f"DROP INDEX IF EXISTS {name}")
    for statement in _statements(conn, existing):
        conn.execute(statement)
    for statements in (FUNCTIONS, FUNCTION, INDEXES):
        conn.execute(statements)
    conn.execute(MAKE)
    set_sequence(conn)
    set_rights(conn)
    conn.execute("INSERT INTO server_desk (for_tests) VALUES (FALSE) ON CONFLICT DO NOTHING")
    conn.execute("UPDATE alembic_version SET version_num = ?", (HEAD,))


def _statements(conn: Reader, existing: dict[str, dict[str, bool]]) -> Iterator[str]:
    indexes = {name for (name,) in conn.execute(_INDEXES)}
    tables = server_metadata().sorted_tables
    for table in tables:
        if table.name in existing:
            yield from _columns(table, existing[table.name])
        else:
            yield table_statement(table)
    for table in tables:
        for reference in table.foreign_key_constraints:
            if not set(reference.column_keys) <= set(existing.get(table.name, ())):
                yield reference_statement(reference)
        for index in table.indexes:
            if index.name not in indexes:
                yield index_statement(index)


def _columns(table: Table, existing: dict[str, bool]) -> Iterator[str]:
    """Yield the statements that add missing columns, and make columns optional that no longer are required."""
    for column in table.columns:
        if column.name not in existing:
            yield f'ALTER TABLE {table.name} ADD COLUMN "{column.name}" {_definition(column)}'
        elif existing[column.name] and column.nullable:
            yield f'ALTER TABLE {table.name} ALTER COLUMN "{column.name}" DROP NOT NULL'


def _definition(column: Column[object]) -> str:
    kind = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    if column.nullable:
        return kind
    default = getattr(column.default, "arg", None)
    if isinstance(default, int):
        return f"{kind} DEFAULT {default} NOT NULL"
    return f"{kind} DEFAULT '{default or ''}' NOT NULL"
