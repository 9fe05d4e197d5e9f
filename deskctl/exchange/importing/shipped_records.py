"""Records of a file that the desk was created with: equal ones are skipped, others replaced."""

from collections.abc import Iterator
from typing import Any

from deskctl.errors import BadData
from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.record_shapes import RECORD_SHAPES
from deskctl.language.i18n import N_
from deskctl.store.facts.shipped_records import REPLACEABLE
from deskctl.store.port import Reader
from deskctl.store.row_statements import column_list

_META = "meta"


class ShippedRecords:
    """The unchanged rows that the desk was created with."""

    def __init__(self, desk: Reader) -> None:
        self._rows = {noun: dict(_rows_of(desk, RECORD_SHAPES[noun])) for noun in REPLACEABLE}
        self._zones = {row[0] for row in desk.execute("SELECT tz FROM meta")}

    def includes(self, noun: str, name: str) -> bool:
        """Return whether the desk was created with a record of this id."""
        return name in self._rows.get(noun, ())

    def is_replaced(self, noun: str, name: str, values: tuple[Any, ...]) -> bool:
        """Return whether the record of a file differs from the desk's and replaces it."""
        return self._rows[noun][name] != values

    def check_zone(self, zone: str, line: int) -> None:
        """Refuse a file with another time zone than the desk's."""
        if self._zones - {zone}:
            raise BadData(
                N_("Line {number}: the file has the time zone {zone}, this desk {own}."),
                line=line,
                field="tz",
                number=line,
                zone=zone,
                own=min(self._zones),
                hint=f"deskctl init --zone {zone}",
            )


def _rows_of(desk: Reader, shape: Shape) -> Iterator[tuple[str, tuple[Any, ...]]]:
    columns = column_list(shape.columns)
    for row in desk.execute(f"SELECT {columns} FROM {shape.stored_in} WHERE origin IS NOT NULL"):
        yield row[0], row
