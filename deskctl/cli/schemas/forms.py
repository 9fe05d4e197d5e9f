"""How the values of a column are written in JSON."""

from deskctl.cli.schemas import Form
from deskctl.models.records import Column, record

_FORMS = {
    "whole": "int", "flag": "bool", "number": "number", "text": "text", "id": "text", "time": "time", "date": "date",
    "ticket": "ticket", "texts": "[text]", "objects": "[any]", "list": "[any]", "object": "any",
}  # fmt: skip
"""What a column means -> how its values are written in JSON."""

_NAMED_TICKETS = "tickets"


def form(column: Column) -> str:
    """Return how the values of a column are written in JSON."""
    is_list_of_tickets = column.name == _NAMED_TICKETS or (column.meaning == "texts" and column.refers == "ticket")
    shown = "[ticket]" if is_list_of_tickets else _FORMS[column.meaning]
    return shown + ("?" if column.null else "")


def columns(table: str, *without: str) -> Form:
    """Return the columns of a table, as its model declares them, `without` some."""
    return {column.name: form(column) for column in record(table).columns if column.name not in without}
