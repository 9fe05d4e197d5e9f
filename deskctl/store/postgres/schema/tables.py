"""The tables of the models as PostgreSQL has them."""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, ExecutableDDLElement

from deskctl.models.tables import METADATA
from deskctl.models.ticket.tickets import COVERED, COVERING_INDEXES


def statements() -> Iterator[str]:
    """Yield what makes all tables, then their references and indexes."""
    tables = server_metadata().sorted_tables
    for table in tables:
        yield table_statement(table)
    for table in tables:
        for reference in sorted(table.foreign_key_constraints, key=lambda one: list(one.column_keys)):
            yield reference_statement(reference)
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield index_statement(index)


def table_statement(table: Table) -> str:
    """Return what makes a table, its references aside."""
    return _written(CreateTable(table, include_foreign_key_constraints=[]))


def reference_statement(reference: ForeignKeyConstraint) -> str:
    """Return what adds a reference to its table."""
    reference.use_alter = True
    return _written(AddConstraint(reference))


def index_statement(index: Index) -> str:
    """Return what makes an index."""
    return _written(CreateIndex(index))


def _written(element: ExecutableDDLElement) -> str:
    """Write a statement that is run without values, where a percent sign is one and not two."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return str(element.compile(dialect=dialect)).strip().replace("%%", "%")


def server_metadata() -> MetaData:
    """Return the models' tables with 64-bit numbers, texts in the order of their characters, and late references."""
    metadata = MetaData()
    for table in METADATA.sorted_tables:
        copied = table.to_metadata(metadata)
        for column in copied.columns:
            if isinstance(column.type, Integer):
                column.type, column.autoincrement = BigInteger(), False
            elif isinstance(column.type, String):
                column.type = String(collation="C")
        for reference in copied.foreign_key_constraints:
            reference.deferrable, reference.initially = True, "DEFERRED"
        for index in list(copied.indexes):
            copied.indexes.discard(index)
            _add_index(copied, index)
        if _has_order(table.dialect_options["sqlite"]["with_rowid"], table.name):
            copied.append_column(Column("rowid", BigInteger, Identity(), nullable=False))
    return metadata


def _add_index(table: Table, index: Index) -> None:
    """Add an index as a server needs it: what SQLite reads beside the key it finds in the rows."""
    names = [column.name for column in index.columns]
    if index.name in COVERING_INDEXES:
        names = [name for name in names if name not in {*COVERED, "status"}]
    where = index.dialect_options["sqlite"]["where"]
    Index(index.name, *(table.c[name] for name in names), unique=index.unique, postgresql_where=where)


def _has_order(with_rowid: bool, name: str) -> bool:
    """Return whether the order in which the rows of a table came has a meaning."""
    return with_rowid and name != "ticket"
