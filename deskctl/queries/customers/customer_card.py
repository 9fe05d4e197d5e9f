"""The card of a customer: people, sites, equipment, contract, open and last tickets, last return visit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_CUSTOMER = "SELECT id, name, name_en, lang, key_customer, agreed_phone FROM customer WHERE id = ?"
_CONTACTS = "SELECT id, name, title, phone, email FROM contact WHERE customer = ? AND retired_at IS NULL ORDER BY id"
_SITES = "SELECT id, name, address, travel_minutes FROM site WHERE customer = ? AND retired_at IS NULL ORDER BY id"
_RECENT = 5
_OPEN = 50


def customer_card(conn: Reader, customer: str, at: Instant, zone: tzinfo) -> Shape:
    """Return the card of a customer; raises `NotFound`."""
    rows = rows_by_name(conn, _CUSTOMER, [customer])
    if not rows:
        raise NotFound(N_("There is no customer {id}."), id=customer, hint="deskctl customer list")
    return {
        **rows[0],
        "key_customer": bool(rows[0]["key_customer"]),
        "contract": _contract(conn, customer, at, zone),
        "contacts": rows_by_name(conn, _CONTACTS, [customer]),
        "sites": rows_by_name(conn, _SITES, [customer]),
        "assets": _assets(conn, customer),
        "open_tickets": _tickets(conn, customer, zone, is_open=True),
        "last_tickets": _tickets(conn, customer, zone, is_open=False),
        "last_return_visit": _last_visit(conn, customer, at, zone),
    }  # fmt: skip


def _contract(conn: Reader, customer: str, at: Instant, zone: tzinfo) -> Shape | None:
    """Return the contract in force with the days that are left, which are negative if it is over."""
    contract = contract_in_force(conn, customer, at, zone)
    if not contract:
        return None
    end, today = contract.get("maintenance_end"), datetime.fromtimestamp(at, zone).date()
    return {
        "no": contract.get("no"),
        "maintenance_end": end,
        "days_left": None if end is None else (date.fromisoformat(str(end)) - today).days,
        "remote_standing_authorisation": bool(contract.get("remote_standing_authorisation")),
    }


def _assets(conn: Reader, customer: str) -> list[Shape]:
    text = (
        "SELECT asset.id, asset.name, model, serial, asset.site FROM asset JOIN site ON site.id = asset.site"
        " WHERE site.customer = ? AND asset.retired_at IS NULL ORDER BY asset.id"
    )
    return rows_by_name(conn, text, [customer])


def _tickets(conn: Reader, customer: str, zone: tzinfo, *, is_open: bool) -> list[Shape]:
    where = IS_OPEN if is_open else f"NOT ({IS_OPEN})"
    text = (
        "SELECT number, title, status, severity, owner, next_milestone, next_due_at FROM ticket"
        f" WHERE customer = ? AND {where} ORDER BY reported_at DESC, number DESC LIMIT {_OPEN if is_open else _RECENT}"
    )
    return [_ticket(row, zone) for row in rows_by_name(conn, text, [customer])]


def _ticket(row: dict[str, Any], zone: tzinfo) -> Shape:
    number = row.pop("number")
    return {"ticket": ticket_name(number), **row, "next_due_at": rfc3339(row["next_due_at"], zone)}


def _last_visit(conn: Reader, customer: str, at: Instant, zone: tzinfo) -> str | None:
    row = conn.execute(
        "SELECT max(at) FROM return_visit WHERE customer = ? AND at <= ? AND retired_at IS NULL", [customer, at]
    ).fetchone()
    return None if row is None else rfc3339(row[0], zone)
