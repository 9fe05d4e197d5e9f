"""Checking that the records that an imported ticket names belong to its customer."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.shapes.import_errors import foreign
from deskctl.exchange.shapes.kinds import ticket_number
from deskctl.names import ticket_name
from deskctl.store.port import Reader

_OWNER = {
    **dict.fromkeys(("contact", "site", "training", "inspection", "return_visit", "course_account"), "customer"),
    "asset": "site",
    "mail": "from_contact",
}
_NEXT = {"asset": "site", "mail": "contact"}
_OF_TICKET = {"contact": "contact", "site": "site", "training": "training", "inspection": "inspection"}
_LISTS = {"assets": "asset", "affected_sites": "site"}
_OF_ACTION = {
    "account": "course_account",
    "accepted_by": "contact",
    "asset": "asset",
    "by_contact": "contact",
    "inspection": "inspection",
    "mail": "mail",
    "return_visit": "return_visit",
    "told_to": "contact",
    "training": "training",
}


class NamedRecords(NamedTuple):
    """What a ticket names: its customer, records by type, id and field, and tickets by number and field."""

    customer: str
    records: list[tuple[str, str, str]]
    tickets: list[tuple[int, str]]


def named_in(record: Record) -> NamedRecords | None:
    """Return what a ticket names that must belong to its customer, if it has one. It must be checked before."""
    customer = record["customer"]
    return None if customer is None else NamedRecords(customer, list(_named(record)), list(_tickets(record)))


class Ownership:
    """Looks up the customers of records in the staging and in the desk."""

    def __init__(self, desk: Reader, staged: Reader) -> None:
        self._places = (staged, desk)
        self._owners: dict[tuple[str, str], str | None] = {}
        self._tickets: list[tuple[int, str, int, str]] = []

    def check(self, named: NamedRecords, line: int) -> None:
        """Refuse a ticket that names a record of another customer."""
        customer = named.customer
        for kind, name, field in named.records:
            owner = self._owner(kind, name)
            if owner is not None and owner != customer:
                raise foreign(line, field, name, customer)
        for number, field in named.tickets:
            self._tickets.append((line, field, number, customer))

    def settle(self) -> None:
        """Refuse the first ticket that names a ticket of another customer; call it when all tickets are staged."""
        for line, field, number, customer in self._tickets:
            owner = self._find("SELECT customer FROM ticket WHERE number = ?", number)
            if owner is not None and owner != customer:
                raise foreign(line, field, ticket_name(number), customer)

    def _owner(self, kind: str, name: str) -> str | None:
        key = (kind, name)
        if key not in self._owners:
            owner = self._find(f"SELECT {_OWNER[kind]} FROM {kind} WHERE id = ?", name)
            next_kind = _NEXT.get(kind)
            self._owners[key] = self._owner(next_kind, owner) if next_kind and owner else owner
        return self._owners[key]

    def _find(self, text: str, key: Any) -> str | None:
        for place in self._places:
            row = place.execute(text, (key,)).fetchone()
            if row is not None:
                return None if row[0] is None else str(row[0])
        return None


def _named(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield the type, id and field of each record that a ticket names."""
    for field, kind in _OF_TICKET.items():
        if isinstance(record.get(field), str):
            yield kind, record[field], field
    for field, kind in _LISTS.items():
        for place, name in enumerate(record.get(field) or ()):
            yield kind, name, f"{field}[{place}]"
    for place, action in enumerate(record["timeline"]):
        data: Mapping[str, Any] = action["data"]
        for field, name in data.items():
            if field in _OF_ACTION and isinstance(name, str):
                yield _OF_ACTION[field], name, f"timeline[{place}].data.{field}"


def _tickets(record: Record) -> Iterator[tuple[int, str]]:
    for field in ("duplicate_of", "about_ticket"):
        if isinstance(record.get(field), str):
            yield ticket_number(record[field]), field
