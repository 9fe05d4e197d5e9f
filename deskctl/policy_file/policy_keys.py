"""Read a policy file part by part, so that a mistake in one part does not hide those in the next."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import UNKNOWN_KEY, section

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
            part = self._part(partial(make, name), value, f"{table}.{name}")
            if part is not None:
                made[name] = part
        return made

    def rows(self, table: str, make: Callable[[Any, str], T]) -> tuple[T, ...]:
        """Return the entries of a list of tables, each made from its value and its key, which counts from 1."""
        rows = self.one(partial(_rows, self.keys, table), [])
        made = [self._part(make, row, f"{table}.{place}") for place, row in enumerate(rows, 1)]
        return tuple(part for part in made if part is not None)

    def _part(self, make: Callable[[Any, str], T], value: Any, key: str) -> T | None:
        """Return an entry made from its value; None if it is wrong, after all its mistakes are listed.

        What is wrong is left out to find the next mistake, so that it is missing afterwards is none, as is that a key
        is missing beside an unknown one, which may be the same misspelled.
        """
        left_out: list[str] = []
        may_be_misspelled = False
        while True:
            try:
                part = make(value, key)
            except BadPolicy as error:
                field = error.field or ""
                if self._problems is None:
                    raise
                name = _key_in(value, key, field)
                is_known = any(f"{field}.".startswith(f"{one}.") for one in left_out)
                if is_known or (may_be_misspelled and name is None):
                    return None
                self._problems.append(error)
                may_be_misspelled = may_be_misspelled or error.template == UNKNOWN_KEY
                if name is None:
                    return None
                left_out.append(f"{key}.{name}")
                value = {one: kept for one, kept in value.items() if one != name}
            else:
                return None if left_out else part

    def names(self, table: str) -> tuple[str, ...]:
        """Return the names in a table, also of invalid entries."""
        entries = self.keys.get(table)
        return tuple(entries) if isinstance(entries, Mapping) else ()


def _key_in(value: Any, key: str, field: str) -> str | None:
    """Return the name in a table of which a field is, or is a part of; None if it has no such name."""
    names = value if isinstance(value, Mapping) else ()
    return next((name for name in names if f"{field}.".startswith(f"{key}.{name}.")), None)


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
