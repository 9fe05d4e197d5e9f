"""The JSON form of a column's values."""

from deskctl.cli.schemas import Form
from deskctl.models.records import Column, record

_FORMS = {
    "whole": "int", "flag": "bool", "number": "number", "text": "text", "id": "text", "time": "time", "date": "date",
    "ticket": "ticket", "texts": "[text]", "objects": "[any]", "list": "[any]", "object": "any",
}  # fmt: skip
"""Meaning of a column -> form of its values in JSON."""

_NAMED_TICKETS = "tickets"


def form(column: Column) -> str:
    """Return the form of a column's values in JSON."""
    is_list_of_tickets = column.name == _NAMED_TICKETS or (column.meaning == "texts" and column.refers == "ticket")
    shown = "[ticket]" if is_list_of_tickets else _FORMS[column.meaning]
    return shown + ("?" if column.null else "")


def columns(table: str, *without: str) -> Form:
    """Return the forms of a table's columns, except those in `without`."""
    return {column.name: form(column) for column in record(table).columns if column.name not in without}
