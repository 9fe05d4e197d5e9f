"""The kinds of spreadsheets, with the fields of the operations that add and edit such records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from deskctl.exchange.spreadsheet.columns import fields_with_headings
from deskctl.models.records import record
from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.reference_records import AddRecord, EditRecord

EXTERNAL = "external_id"
CUSTOMER, SITE = "customer", "site"

CODES = frozenset({"phone", "agreed_phone", "support_phone", "serial", "no", EXTERNAL, "ip", "user"})
"""Fields whose digits are not numbers, and which a spreadsheet must not reformat."""

_CUSTOMER_OF_SITE = Field(CUSTOMER, "id", "", required=False, ref=CUSTOMER)
"""The customer of an asset's site, for sites whose name alone is ambiguous."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of records: the operations on it, and the fields that a column may name."""

    name: str
    adding: type[AddRecord]
    editing: type[EditRecord]
    fields: Mapping[str, Field]
    beside: frozenset[str]
    """The columns of the record that no field of the operations names."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that a new record must have."""
        return tuple(name for name, field in self.fields.items() if field.required)


@cache
def kind_of(name: str) -> Kind:
    """Return the description of a kind."""
    adding = cast("type[AddRecord]", find(name, "add"))
    editing = cast("type[EditRecord]", find(name, "edit"))
    declared = {field.name: field for field in fields_of(adding)}
    fields: dict[str, Any] = {one: declared[one] for one in fields_with_headings(name) if one in declared}
    beside = set()
    if EXTERNAL not in declared and EXTERNAL in record(name).names:
        fields[EXTERNAL] = Field(EXTERNAL, "text", "", required=False)
        beside.add(EXTERNAL)
    if SITE in declared and CUSTOMER not in declared:
        fields[CUSTOMER] = _CUSTOMER_OF_SITE
    return Kind(name, adding, editing, fields, frozenset(beside))


def needed_columns(kind: Kind, columns: Iterable[str]) -> list[str]:
    """Return the fields that need a column; an asset needs its site or its customer."""
    named = set(columns)
    return [name for name in kind.needed if not (name == SITE and CUSTOMER in named)]
