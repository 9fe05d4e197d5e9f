"""Looking up existing records by the values in a spreadsheet: ids, external ids, names, natural keys."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from deskctl.errors import GAP, Remedy
from deskctl.exchange.spreadsheet.kinds import CUSTOMER, EXTERNAL, SITE
from deskctl.exchange.spreadsheet.values import WrongCell
from deskctl.language.folding import fold, joined, phone_digits
from deskctl.language.i18n import N_
from deskctl.language.words.records import NOUNS
from deskctl.models.records import record
from deskctl.store.port import Reader

Values: TypeAlias = Mapping[str, Any]
_Part: TypeAlias = Callable[[Any], str]


def _plain(value: Any) -> str:
    return " ".join(fold(str(value)).split())


NATURAL: Mapping[str, tuple[Mapping[str, _Part], ...]] = {
    "customer": ({"name": _plain},),
    "site": ({"customer": str, "name": _plain},),
    "contact": (
        {"customer": str, "email": _plain},
        {"customer": str, "phone": phone_digits},
        {"customer": str, "name": _plain},
    ),
    "asset": ({"serial": joined}, {"site": str, "name": _plain}),
    "contract": ({"no": joined},),
    "part": ({"model": joined},),
    "loaner": ({"serial": joined}, {"model": joined, "name": _plain}),
    "staff": ({"name": _plain},),
    "vendor": ({"name": _plain},),
    "faq": ({"system": _plain, "question": _plain},),
}
"""Kind -> natural keys, the most reliable first; a key maps each of its columns to the form that is compared."""

_NAMES = {"contract": "no"}
_UNKNOWN = N_("no such {kind}")
_ELSEWHERE = N_("belongs to the customer {customer}")
_AMBIGUOUS = N_("several fit: {candidates}")


_ADDED_BY_NAME = frozenset({CUSTOMER, SITE, "vendor"})
"""Kinds that can be added with a name alone, or with a name and a customer."""


class NoUniqueMatch(WrongCell):
    """A word names no record, or several; `remedy` adds a missing one."""

    def __init__(self, why: str, remedy: Remedy | None = None, **values: Any) -> None:
        super().__init__(why, **values)
        self.remedy = remedy


class Names:
    """The records of a kind by id, external id and name, for references."""

    def __init__(self, conn: Reader, kind: str) -> None:
        self._kind = kind
        self._of_customer: dict[str, str | None] = {}
        self._ids: dict[str, str] = {}
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        owner = CUSTOMER if CUSTOMER in record(kind).names else "NULL"
        for key, external, name, customer, retired in conn.execute(
            f"SELECT id, {_or_null(kind, EXTERNAL)}, {_NAMES.get(kind, 'name')}, {owner},"
            f" {_or_null(kind, 'retired_at')} FROM {kind}"
        ):
            self._ids[key] = key
            self._of_customer[key] = customer
            if external is not None:
                self._ids.setdefault(external, key)
            if retired is None:
                self._named[_plain(name)].append(key)

    def find(self, word: str, customer: str | None = None) -> str:
        """Return the id of the record that a word names, among those of a customer if given; raises `NoUniqueMatch`."""
        keys = [self._ids[word]] if word in self._ids else self._named.get(_plain(word), [])
        if customer is not None:
            keys = [key for key in keys if self._of_customer[key] == customer]
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise NoUniqueMatch(_AMBIGUOUS, candidates=", ".join(keys))
        if word in self._ids:
            raise NoUniqueMatch(_ELSEWHERE, customer=self._of_customer[self._ids[word]])
        raise NoUniqueMatch(_UNKNOWN, _remedy(self._kind, word, customer), kind=NOUNS.get(self._kind, self._kind))

    def only_of(self, customer: str) -> str | None:
        """Return the record of a customer who has exactly one, else None."""
        keys = [key for key, owner in self._of_customer.items() if owner == customer]
        return keys[0] if len(keys) == 1 else None


class Matches:
    """The records of a kind by external id and natural keys, for matching rows."""

    def __init__(self, conn: Reader, kind: str) -> None:
        self._keys = NATURAL[kind]
        self._external: dict[str, str] = {}
        self._by_key: tuple[defaultdict[tuple[str, ...], list[str]], ...] = tuple(defaultdict(list) for _ in self._keys)
        self._surer: dict[str, tuple[tuple[str, ...] | None, ...]] = {}
        names = list(dict.fromkeys(name for key in self._keys for name in key))
        for key, external, retired, *values in conn.execute(
            f"SELECT id, {_or_null(kind, EXTERNAL)}, {_or_null(kind, 'retired_at')}, {', '.join(names)} FROM {kind}"
        ):
            if external is not None:
                self._external[external] = key
            if retired is None:
                self._add_keys(key, dict(zip(names, values, strict=True)))

    def find(self, values: Values) -> str | None:
        """Return the id of the record that a row matches; None if it is a new one. Raises `NoUniqueMatch`."""
        external = values.get(EXTERNAL)
        if external is not None and external in self._external:
            return self._external[external]
        mine = self._parts(values)
        for place, parts in enumerate(mine):
            keys = (
                [key for key in self._by_key[place].get(parts, ()) if self._agrees(key, mine, place)] if parts else []
            )
            if len(keys) > 1:
                raise NoUniqueMatch(_AMBIGUOUS, candidates=", ".join(keys))
            if keys:
                return keys[0]
        return None

    def add(self, key: str, values: Values) -> None:
        """Add a record that a row created or changed."""
        if values.get(EXTERNAL) is not None:
            self._external[values[EXTERNAL]] = key
        for place, parts in enumerate(self._surer.pop(key, ())):
            if parts is not None:
                self._by_key[place][parts].remove(key)
        self._add_keys(key, values)

    def _add_keys(self, key: str, values: Values) -> None:
        parts = self._parts(values)
        self._surer[key] = parts
        for place, one in enumerate(parts):
            if one is not None:
                self._by_key[place][one].append(key)

    def _parts(self, values: Values) -> tuple[tuple[str, ...] | None, ...]:
        return tuple(_key(key, values) for key in self._keys)

    def _agrees(self, key: str, mine: tuple[tuple[str, ...] | None, ...], place: int) -> bool:
        """Return whether no more reliable key contradicts a match, such as another phone number with the same name."""
        surer = zip(self._surer[key][:place], mine[:place], strict=True)
        return all(one is None or other is None or one == other for one, other in surer)


def _key(key: Mapping[str, _Part], values: Values) -> tuple[str, ...] | None:
    parts = tuple(compare(values[name]) if values.get(name) else "" for name, compare in key.items())
    return parts if all(parts) else None


def _remedy(kind: str, name: str, customer: str | None) -> Remedy | None:
    """Return the remedy that adds a record of this name, if a name is enough."""
    if kind not in _ADDED_BY_NAME:
        return None
    whose = {CUSTOMER: customer or GAP} if kind == SITE else {}
    return Remedy(f"{kind}.add", fields={**whose, "name": name})


def _or_null(kind: str, column: str) -> str:
    return column if column in record(kind).names else "NULL"


class Directory:
    """The records that references may name, read on first use."""

    def __init__(self, conn: Reader) -> None:
        self._conn = conn
        self._names: dict[str, Names] = {}

    def names(self, kind: str) -> Names:
        """Return the records of a kind."""
        if kind not in self._names:
            self._names[kind] = Names(self._conn, kind)
        return self._names[kind]

    def resolve(
        self, values: dict[str, Any], references: Mapping[str, str]
    ) -> Iterator[tuple[str, str, NoUniqueMatch]]:
        """Replace the references of a row by ids; yield each field and word that names no record, or several."""
        customer = None
        for name, kind in sorted(references.items(), key=lambda one: one[0] != CUSTOMER):
            if name in values:
                word = str(values[name])
                try:
                    values[name] = self.names(kind).find(word, customer if kind == SITE else None)
                except NoUniqueMatch as error:
                    yield name, word, error
                    continue
                customer = values[name] if name == CUSTOMER else customer
        if SITE in references and SITE not in values and customer is not None:
            only = self.names(SITE).only_of(customer)
            if only is not None:
                values[SITE] = only
