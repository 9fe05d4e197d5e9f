"""The context of a ticket: the contract, the people to call, the equipment, the names of parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.queries.reference.contracts import contract_in_force
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.people import on_call

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

CONTACT, OWNER, WORKED, LEAD = "contact", "owner", "worked", "lead"


@dataclass(frozen=True, slots=True)
class Person:
    """A person to call: their part in the ticket, the name, the title or role, the phone."""

    part: str
    name: str
    title: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Equipment:
    """A piece of equipment; `tickets` counts all tickets about it, `support` is the vendor with the phone."""

    id: str
    name: str
    model: str | None
    serial: str | None
    warranty_end: str | None
    support: str | None
    tickets: int


@dataclass(frozen=True, slots=True)
class TicketContext:
    """The context of a ticket; `contract` is its number, first and last day of maintenance."""

    contract: tuple[str, str | None, str | None] | None
    people: tuple[Person, ...]
    assets: tuple[Equipment, ...]
    part_names: dict[str, str]


def ticket_context(conn: Reader, number: int, *, at: Instant) -> TicketContext:
    """Return the context of a ticket."""
    return TicketContext(
        _contract(conn, number, at), _people(conn, number, at), _assets(conn, number), part_names(conn, number)
    )


def _contract(conn: Reader, number: int, at: Instant) -> tuple[str, str | None, str | None] | None:
    (customer,) = conn.execute("SELECT customer FROM ticket WHERE number = ?", [number]).fetchone() or (None,)
    contract = contract_in_force(conn, customer, at, ZoneInfo(desk_zone(conn)))
    return (contract["no"], contract["maintenance_start"], contract["maintenance_end"]) if contract else None


def _people(conn: Reader, number: int, at: Instant) -> tuple[Person, ...]:
    callers = conn.execute(
        "SELECT contact.name, contact.title, contact.phone FROM contact JOIN ticket ON contact.id = ticket.contact"
        " WHERE ticket.number = ?",
        [number],
    )
    people = [Person(CONTACT, *row) for row in callers]
    ours = conn.execute(
        "SELECT staff.id = ticket.owner, staff.name, staff.role, staff.phone FROM staff, ticket"
        " WHERE ticket.number = ?1 AND (staff.id = ticket.owner OR staff.id IN"
        " (SELECT actor FROM action WHERE ticket = ?1)) ORDER BY staff.id = ticket.owner DESC, staff.id",
        [number],
    )
    people += [Person(OWNER if owns else WORKED, *row) for owns, *row in ours]
    lead = on_call(conn, at)
    return (*people, Person(LEAD, lead[1], None, lead[2])) if lead else tuple(people)


def _assets(conn: Reader, number: int) -> tuple[Equipment, ...]:
    rows = conn.execute(
        "SELECT asset.id, asset.name, asset.model, asset.serial, asset.warranty_end,"
        " vendor.name || coalesce(' ' || vendor.support_phone, ''),"
        " (SELECT count(*) FROM ticket_asset AS other WHERE other.asset = asset.id)"
        " FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset LEFT JOIN vendor ON vendor.id = asset.vendor"
        " WHERE ticket_asset.ticket = ? ORDER BY position",
        [number],
    )
    return tuple(Equipment(*row) for row in rows)


def part_names(conn: Reader, number: int) -> dict[str, str]:
    """Return the names of the parts that the actions of a ticket are about."""
    cursor = conn.execute(
        "SELECT id, name FROM part WHERE id IN (SELECT json_extract(data, '$.part') FROM action WHERE ticket = ?)",
        [number],
    )
    return dict(cursor.fetchall())
