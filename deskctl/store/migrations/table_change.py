"""Change tables that SQLite cannot alter in place: each is written again with its new columns; and make indexes.

Foreign keys are off while a store is migrated, so a table may be dropped although others refer to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deskctl.store.port import Connection

_CONSTRAINTS = ("PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK", "CONSTRAINT")
_WITHOUT_ORDER = "WITHOUT ROWID"


@dataclass(frozen=True, kw_only=True)
class TableChange:
    """What becomes of a table.

    `columns` are definitions that are added after the last column, `constraints` are added after the last one,
    `optional` names columns that may be null from now on, `values` gives new columns a value as an SQL expression over
    the old row, `indexes` maps the names of indexes to their new definitions.
    """

    columns: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    indexes: Mapping[str, str] = field(default_factory=dict)


def change_table(conn: Connection, table: str, change: TableChange) -> bool:
    """Write a table again as it shall be; False if it has the new columns already.

    Its rows keep their order, its indexes stay unless the change names them.
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
    """Yield the parts between the commas that stand in no brackets."""
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
    """Make indexes in the order named, after dropping those of the same names and those that they supersede."""
    for name in (*superseded, *definitions):
        conn.execute(f"DROP INDEX IF EXISTS {name}")
    for name, definition in definitions.items():
        conn.execute(f"CREATE INDEX {name} ON {definition}")
