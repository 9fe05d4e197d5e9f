"""Warnings of similar records, which may be duplicates to be merged."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import N_
from deskctl.queries.reference.duplicate_records import duplicates_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def warn_of_duplicates(desk: "Desk", table: str, row: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Warn of records of the same kind with the same name, phone or serial number, if that was added or changed."""
    for name, field in duplicates_of(desk.reader, table, row):
        if field in changed:
            desk.warn(N_("{id} has the same {field} already: {value}."), id=name, field=field, value=row[field])
