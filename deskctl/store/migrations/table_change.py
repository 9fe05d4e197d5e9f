"""Change tables that SQLite cannot alter in place, by writing them again with new columns; and create indexes.

Foreign keys are off during a migration, so a table may be dropped although others refer to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deskctl.store.port import Connection

_CONSTRAINTS = ("PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK", "CONSTRAINT")
_WITHOUT_ORDER = "WITHOUT ROWID"


@dataclass(frozen=True, kw_only=True)
class TableChange:
    """The change of a table.

    `columns` are column definitions and `constraints` are constraints to append, `optional` are columns that may be
    null from now on, `values` maps new columns to SQL expressions over the old row, `indexes` maps names of indexes to
    their new definitions.
    """

    columns: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    indexes: Mapping[str, str] = field(default_factory=dict)


def change_table(conn: Connection, table: str, change: TableChange) -> bool:
    """Write a table again with a change; return False if it has the new columns already.

    Its rows keep their order, and its indexes are kept unless the change redefines them.
    """
    (schema,) = conn.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    indexes = {**_indexes(conn, table), **change.indexes}
    kept = [f'"{row[1]}"' for row in conn.execute(f'PRAGMA table_info("{table}")')]
    if f'"{change.columns[0].split()[0]}"' in kept:
        return False
    if _WITHOUT_ORDER not in schema:
        kept = ["rowid", *kept]
    conn.execute(f'CREATE TABLE before AS SELECT {", ".join(_named(kept))} FROM "{table}"')
    conn.execute(f'DROP TABLE "{table}"')
    conn.execute(schema_after(schema, change))
    columns = [*kept, *(f'"{name}"' for name in change.values)]
    values = [*(_as_kept(column) for column in kept), *change.values.values()]
    conn.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} FROM before ORDER BY 1')
    conn.execute("DROP TABLE before")
    for definition in indexes.values():
        conn.execute(definition)
    return True


def schema_after(schema: str, change: TableChange) -> str:
    """Return the definition of a table after a change."""
    head, _, definitions = " ".join(schema.split()).partition("(")
    body, _, tail = definitions.rpartition(")")
    parts = list(_parts(body))
    first = next((place for place, part in enumerate(parts) if part.startswith(_CONSTRAINTS)), len(parts))
    columns = [_optional(part) if part.split()[0].strip('"') in change.optional else part for part in parts[:first]]
    return f"{head}({', '.join([*columns, *change.columns, *parts[first:], *change.constraints])}){tail}"


def _named(columns: list[str]) -> Iterator[str]:
    return (f"{column} AS kept_order" if column == "rowid" else column for column in columns)


def _as_kept(column: str) -> str:
    return "kept_order" if column == "rowid" else column


def _optional(definition: str) -> str:
    return definition.replace(" NOT NULL", "")


def _parts(body: str) -> Iterator[str]:
    """Yield the parts of a text between the commas outside brackets."""
    depth, begin = 0, 0
    for place, character in enumerate(body):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            yield body[begin:place].strip()
            begin = place + 1
    yield body[begin:].strip()


def _indexes(conn: Connection, table: str) -> dict[str, str]:
    cursor = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    )
    return dict(cursor.fetchall())


def make_indexes(conn: Connection, definitions: Mapping[str, str], *, superseded: tuple[str, ...] = ()) -> None:
    """Create indexes in the given order, after dropping those with the same names and the superseded ones."""
    for name in (*superseded, *definitions):
        conn.execute(f"DROP INDEX IF EXISTS {name}")
    for name, definition in definitions.items():
        conn.execute(f"CREATE INDEX {name} ON {definition}")
