"""The statements that create the tables of the models in PostgreSQL."""

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
    """Yield the statements that create all tables, then their references and indexes."""
    tables = server_metadata().sorted_tables
    for table in tables:
        yield table_statement(table)
    for table in tables:
        for reference in sorted(table.foreign_key_constraints, key=lambda one: list(one.column_keys)):
            yield reference_statement(reference)
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield index_statement(index)


def table_statement(table: Table) -> str:
    """Return the statement that creates a table, without its references."""
    return _compiled(CreateTable(table, include_foreign_key_constraints=[]))


def reference_statement(reference: ForeignKeyConstraint) -> str:
    """Return the statement that adds a reference to its table."""
    reference.use_alter = True
    return _compiled(AddConstraint(reference))


def index_statement(index: Index) -> str:
    """Return the statement that creates an index."""
    return _compiled(CreateIndex(index))


def _compiled(element: ExecutableDDLElement) -> str:
    """Return a statement for running without values, in which percent signs are not doubled."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return str(element.compile(dialect=dialect)).strip().replace("%%", "%")


def server_metadata() -> MetaData:
    """Return the tables of the models with 64-bit numbers, texts sorted by code point, and deferred references."""
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
    """Add an index without the extra columns of covering indexes, which a server reads from the rows."""
    names = [column.name for column in index.columns]
    if index.name in COVERING_INDEXES:
        names = [name for name in names if name not in {*COVERED, "status"}]
    where = index.dialect_options["sqlite"]["where"]
    Index(index.name, *(table.c[name] for name in names), unique=index.unique, postgresql_where=where)


def _has_order(with_rowid: bool, name: str) -> bool:
    """Return whether the order in which the rows of a table were inserted has a meaning."""
    return with_rowid and name != "ticket"
