"""A filter of one column by included and excluded values; `none` stands for an empty column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.conditions.filters import NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection


class ValueFilter(NamedTuple):
    """A filter that requires one `of` these values, if there are any, and none of those in `without`."""

    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def fits(self, value: str | None) -> bool:
        """Return whether a value passes the filter."""
        return self.fits_any(() if value is None else (value,))

    def fits_any(self, values: Collection[str]) -> bool:
        """Return whether a set of values passes the filter."""
        held = set(values) or {NOBODY}
        return (not self.of or not held.isdisjoint(self.of)) and held.isdisjoint(self.without)

    def condition(self, column: str) -> tuple[str, list[str]]:
        """Return the SQL condition on a column that is never empty."""
        parts = [f"{column} IN ({_marks(self.of)})"] if self.of else []
        parts += [f"{column} NOT IN ({_marks(self.without)})"] if self.without else []
        return " AND ".join(parts) or "TRUE", [*self.of, *self.without]


ANY = ValueFilter()
"""A filter that every value passes."""


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
