"""Checking that each referenced record is in the desk or in the file."""

import re
from collections.abc import Collection, Iterable

from deskctl.exchange.shapes.import_errors import duplicate, known_already, unknown_reference
from deskctl.exchange.shapes.kinds import ticket_number
from deskctl.names import DESK, ticket_name
from deskctl.store.port import Reader

ACTORS = ("staff", "contact")
_VENDOR_ENGINEER = re.compile(r"VE\d+", re.ASCII)


def is_vendor_engineer(name: str) -> bool:
    """Return whether an actor is an engineer of a vendor, who has no record."""
    return _VENDOR_ENGINEER.fullmatch(name) is not None


class References:
    """The ids known so far, and references to unknown ones.

    While reference data is read, a reference may precede its record; `settle` ends that. A reference to a ticket may
    precede the ticket until `settle_tickets`.
    """

    def __init__(self, desk: Reader, staged: Reader, nouns: Iterable[str]) -> None:
        self._places = (desk, staged)
        self._names = {noun: {row[0] for row in desk.execute(f'SELECT id FROM "{noun}"')} for noun in nouns}
        self._named: dict[tuple[tuple[str, ...], str], tuple[int, str]] = {}
        self._tickets: dict[int, tuple[int, str]] = {}
        self._settled = False
        self._external: dict[str, set[str]] = {}
        self._met: set[tuple[str, str]] = set()

    def first_time(self, noun: str, name: str) -> bool:
        """Return whether a record occurs for the first time in the file."""
        key = (noun, name)
        is_first = key not in self._met
        self._met.add(key)
        return is_first

    def add_external(self, noun: str, name: str, line: int) -> None:
        """Register an external id; a known one is refused."""
        if noun not in self._external:
            rows = self._places[0].execute(f'SELECT external_id FROM "{noun}" WHERE external_id IS NOT NULL')
            self._external[noun] = {row[0] for row in rows}
        if name in self._external[noun]:
            raise duplicate(line, noun, name, "external_id")
        self._external[noun].add(name)

    def add(self, noun: str, name: str, line: int) -> None:
        """Register a record; a known one is refused."""
        names = self._names[noun]
        if name in names:
            raise (known_already if self._is_in_desk(noun, name) else duplicate)(line, noun, name)
        names.add(name)

    def check(self, to: tuple[str, ...], name: str, line: int, field: str) -> None:
        """Check a reference to a record, at once or when all reference records are known."""
        for noun in to:
            if name in self._names[noun]:
                return
        if self._settled:
            raise unknown_reference(line, field, to[0], name)
        self._named.setdefault((to, name), (line, field))

    def check_actor(self, name: str, line: int, field: str) -> None:
        """Check an actor: a member of the staff, a contact, an engineer of a vendor, or the desk itself."""
        is_known = name in self._names["staff"] or name in self._names["contact"]
        if not is_known and name != DESK and not is_vendor_engineer(name):
            self.check(ACTORS, name, line, field)

    def check_ticket(self, number: int, line: int, field: str) -> None:
        """Add a reference to a ticket, to be checked at the end."""
        self._tickets.setdefault(number, (line, field))

    def check_tickets(self, names: Iterable[str], line: int, field: str) -> None:
        """Add references to tickets; raises `ValueError` for an invalid name."""
        for name in names:
            self.check_ticket(ticket_number(name), line, field)

    def settle(self) -> None:
        """Refuse the first missing record; from now on references are checked at once."""
        self._settled = True
        for (to, name), (line, field) in self._named.items():
            self.check(to, name, line, field)
        self._named.clear()

    def settle_tickets(self) -> None:
        """Refuse the first missing ticket."""
        for number, (line, field) in self._tickets.items():
            if not any(self._numbers(place, (number,)) for place in self._places):
                raise unknown_reference(line, field, "ticket", ticket_name(number))

    def known_tickets(self, numbers: Collection[int]) -> tuple[set[int], set[int]]:
        """Return which of the ticket numbers exist in the desk already, and which in the staging."""
        desk, staged = (set(self._numbers(place, tuple(numbers))) for place in self._places)
        return desk, staged

    def take_named_tickets(self) -> dict[int, tuple[int, str]]:
        """Remove and return the references to tickets collected so far: number -> line and field."""
        named, self._tickets = self._tickets, {}
        return named

    def _is_in_desk(self, noun: str, name: str) -> bool:
        return self._places[0].execute(f'SELECT 1 FROM "{noun}" WHERE id = ?', [name]).fetchone() is not None

    def _numbers(self, place: Reader, numbers: tuple[int, ...]) -> list[int]:
        """Return which of the ticket numbers exist in the desk or in the staging."""
        marks = ", ".join("?" * len(numbers))
        return [number for (number,) in place.execute(f"SELECT number FROM ticket WHERE number IN ({marks})", numbers)]
