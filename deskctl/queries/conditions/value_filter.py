"""Of several values any will do, others are not wanted; `none` stands for nothing set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.conditions.filters import NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection


class ValueFilter(NamedTuple):
    """What a filter lets through: one `of` these values, if there are any, and none of those in `without`."""

    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def fits(self, value: str | None) -> bool:
        """Return whether a value is let through."""
        return self.fits_any(() if value is None else (value,))

    def fits_any(self, values: Collection[str]) -> bool:
        """Return whether something with several values is let through."""
        held = set(values) or {NOBODY}
        return (not self.of or not held.isdisjoint(self.of)) and held.isdisjoint(self.without)

    def condition(self, column: str) -> tuple[str, list[str]]:
        """Return the filter on a column that is always set as a condition of SQL."""
        parts = [f"{column} IN ({_marks(self.of)})"] if self.of else []
        parts += [f"{column} NOT IN ({_marks(self.without)})"] if self.without else []
        return " AND ".join(parts) or "TRUE", [*self.of, *self.without]


ANY = ValueFilter()
"""Lets everything through."""


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
