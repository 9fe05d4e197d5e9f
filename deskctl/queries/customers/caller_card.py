"""The card of a caller, which the operator sees during the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.customers.site_visits import Arrival, last_arrival
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.store.facts.desk_zone import desk_zone

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_RECENT = 5
_MOST_ASSETS = 20


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact with the customer's contract and tickets.

    `sites` and `assets` are `(id, name)`, tickets `(number, title, status)`, the latest first, and no more than a few;
    open tickets of this contact precede those of others, and `open_count` counts all. Dates are texts. `on_site` is the
    engineer who is at the customer's, `mode` the service mode that the customer prefers.
    """

    contact: str
    name: str
    title: str | None
    phone: str | None
    email: str | None
    customer: str | None
    customer_name: str | None
    key_customer: bool
    contract_no: str | None
    maintenance_end: str | None
    standing_authorisation: bool
    sites: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, str], ...]
    open_tickets: tuple[tuple[int, str, str], ...]
    last_tickets: tuple[tuple[int, str, str], ...]
    on_site: Arrival | None
    final_acceptance: str | None = None
    mode: str | None = None
    open_count: int = 0
    maintenance_start: str | None = None


def contact_card(conn: Reader, contact_id: str, *, at: Instant, site: str | None = None) -> ContactCard:
    """Return the card of a caller; `site` is among the sites even if it is retired."""
    person = conn.execute(
        "SELECT contact.id, contact.name, contact.title, contact.phone, contact.email,"
        " customer.id, customer.name, customer.key_customer, customer.preferred_mode"
        " FROM contact LEFT JOIN customer ON customer.id = contact.customer WHERE contact.id = ?",
        [contact_id],
    ).fetchone()
    if person is None:
        raise NotFound(N_("There is no contact {contact}."), contact=contact_id)
    return _card(conn, person, at, site)


def card_for_new_caller(conn: Reader, customer: str, *, at: Instant) -> ContactCard:
    """Return the card of a customer whose caller is new; the fields of the person are empty."""
    row = conn.execute(
        "SELECT id, name, key_customer, preferred_mode FROM customer WHERE id = ?", [customer]
    ).fetchone()
    if row is None:
        raise NotFound(N_("There is no customer {id}."), id=customer)
    return _card(conn, ("", "", None, None, None, *row), at)


def _card(conn: Reader, person: tuple[Any, ...], at: Instant, site: str | None = None) -> ContactCard:
    """Return the card of a person, given as the columns of the contact and the customer."""
    customer = person[5]
    tickets = [_tickets(conn, person[0], customer, is_open=is_open) for is_open in (True, False)]
    place = (_sites(conn, customer, site), _assets(conn, customer), *tickets, _on_site(conn, customer, at))
    contract = contract_in_force(conn, customer, at, ZoneInfo(desk_zone(conn)))
    standing = bool(contract.get("remote_standing_authorisation"))
    contract_values = (contract.get("no"), contract.get("maintenance_end"), standing)
    *caller, is_key, mode = person
    acceptance, count = contract.get("final_acceptance_date"), _open_count(conn, customer)
    start = contract.get("maintenance_start")
    return ContactCard(*(*caller, bool(is_key), *contract_values, *place, acceptance, mode, count, start))


def _sites(conn: Reader, customer: str | None, site: str | None) -> tuple[tuple[str, str], ...]:
    text = "SELECT id, name FROM site WHERE customer = ? AND (retired_at IS NULL OR id = ?) ORDER BY id"
    cursor = conn.execute(text, [customer, site])
    return tuple(cursor.fetchall())


def _assets(conn: Reader, customer: str | None) -> tuple[tuple[str, str], ...]:
    cursor = conn.execute(
        "SELECT asset.id, asset.name || coalesce(' · ' || asset.model, '') FROM asset JOIN site ON site.id = asset.site"
        " WHERE site.customer = ? AND asset.retired_at IS NULL ORDER BY asset.id LIMIT ?",
        [customer, _MOST_ASSETS],
    )
    return tuple(cursor.fetchall())


def _tickets(conn: Reader, contact: str, customer: str | None, *, is_open: bool) -> tuple[tuple[int, str, str], ...]:
    condition = IS_OPEN if is_open else f"NOT ({IS_OPEN})"
    own_first = "CASE WHEN contact = ? THEN 0 ELSE 1 END, " if is_open and contact else ""
    cursor = conn.execute(
        f"SELECT number, title, status FROM ticket WHERE customer = ? AND {condition}"
        f" ORDER BY {own_first}reported_at DESC LIMIT ?",
        [customer, *([contact] if own_first else []), _RECENT],
    )
    return tuple(cursor.fetchall())


def _open_count(conn: Reader, customer: str | None) -> int:
    cursor = conn.execute(f"SELECT count(*) FROM ticket WHERE customer = ? AND {IS_OPEN}", [customer])
    return int(cursor.fetchone()[0])


def _on_site(conn: Reader, customer: str | None, at: Instant) -> Arrival | None:
    """Return the last engineer to arrive at a site of the customer who is still there."""
    from deskctl.store.facts.policies import load_desk_policy

    return last_arrival(conn, customer, at, load_desk_policy(conn).rules.on_site) if customer else None
