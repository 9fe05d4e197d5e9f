"""Read a policy file part by part, so that a mistake in one part does not hide those in the next."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import section

S = TypeVar("S")
T = TypeVar("T")


class PolicyKeys:
    """The keys of a policy file. Mistakes are raised, or with a list of `problems` added to it and left out."""

    def __init__(self, keys: Mapping[str, Any], problems: list[BadPolicy] | None = None) -> None:
        self.keys = keys
        self._problems = problems

    def one(self, make: Callable[[], T], instead: S) -> T | S:
        """Return one part, or `instead` if it is wrong."""
        try:
            return make()
        except BadPolicy as error:
            if self._problems is None:
                raise
            self._problems.append(error)
            return instead

    def each(self, table: str, make: Callable[[str, Any, str], T], *, required: bool = False) -> dict[str, T]:
        """Return the entries of a table, each made from its name, its value and its key."""
        none: Mapping[str, Any] = {}
        made: dict[str, T] = {}
        for name, value in self.one(partial(_entries, self.keys, table, required=required), none).items():
            part = self.one(partial(make, name, value, f"{table}.{name}"), None)
            if part is not None:
                made[name] = part
        return made

    def rows(self, table: str, make: Callable[[Any, str], T]) -> tuple[T, ...]:
        """Return the entries of a list of tables, each made from its value and its key, which counts from 1."""
        rows = self.one(partial(_rows, self.keys, table), [])
        made = [self.one(partial(make, row, f"{table}.{place}"), None) for place, row in enumerate(rows, 1)]
        return tuple(part for part in made if part is not None)

    def names(self, table: str) -> tuple[str, ...]:
        """Return the names in a table, also of invalid entries."""
        entries = self.keys.get(table)
        return tuple(entries) if isinstance(entries, Mapping) else ()


def _entries(keys: Mapping[str, Any], table: str, *, required: bool) -> Mapping[str, Any]:
    entries = section(keys.get(table, {}), table)
    if required and not entries:
        raise BadPolicy(N_("`{key}` must name at least one."), key=table, field=table)
    return entries


def _rows(keys: Mapping[str, Any], table: str) -> list[Any]:
    rows = keys.get(table, [])
    if not isinstance(rows, list):
        raise BadPolicy(N_("`{key}` must be a list of tables."), key=table, field=table)
    return rows
