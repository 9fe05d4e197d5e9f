"""The pages of records: customers, equipment, parts, the roster, mails; their lists and the details of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import _
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.conditions.record_words import ids_holding
from deskctl.queries.messages.mail_due import mail_due_times
from deskctl.queries.messages.mail_json import first_line
from deskctl.queries.messages.mail_states import WAITING
from deskctl.queries.messages.mail_texts import DOUBT, HINT, SEALED, is_doubtful_mail, is_sealed_mail
from deskctl.queries.reference.roster import gaps_ahead
from deskctl.queries.stock_and_loans import stock_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

LIMIT = 500
_TICKETS = "SELECT number AS ticket, reported_at, status, title FROM ticket WHERE {} ORDER BY reported_at DESC LIMIT 50"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the names of their columns; columns that end in `_at` are times, `ticket` is a number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class _Page:
    listed: str
    kind: str
    order: str
    details: tuple[tuple[str, str], ...]


_OF_CUSTOMER = "customer = ? AND retired_at IS NULL"

_PAGES: Mapping[str, _Page] = {
    "customers": _Page(
        "SELECT customer.id, customer.name, (SELECT max(maintenance_end) FROM contract WHERE customer = customer.id"
        " AND retired_at IS NULL)"
        " AS maintenance_end,"
        f" (SELECT count(*) FROM ticket WHERE ticket.customer = customer.id AND {IS_OPEN}) AS open_tickets"
        " FROM customer",
        "customer",
        "customer.id",
        (
            (
                "people",
                f"SELECT id, name, title AS position, phone, email FROM contact WHERE {_OF_CUSTOMER} ORDER BY id",
            ),
            ("sites", f"SELECT id, name, address FROM site WHERE {_OF_CUSTOMER} ORDER BY id"),
            (
                "contracts",
                f"SELECT no, maintenance_start, maintenance_end FROM contract WHERE {_OF_CUSTOMER} ORDER BY no",
            ),
            ("history", _TICKETS.format("customer = ?")),
        ),
    ),
    "assets": _Page(
        "SELECT asset.id, asset.name, asset.model, customer.name AS customer, asset.warranty_end FROM asset"
        " JOIN site ON site.id = asset.site JOIN customer ON customer.id = site.customer",
        "asset",
        "asset.id",
        (
            (
                "equipment",
                (
                    "SELECT asset.serial, site.name AS site, asset.criticality, asset.ip, vendor.name AS vendor,"
                    " vendor.support_phone AS phone FROM asset JOIN site ON site.id = asset.site"
                    " LEFT JOIN vendor ON vendor.id = asset.vendor WHERE asset.id = ?"
                ),
            ),
            ("profile", "SELECT text FROM system_profile WHERE asset = ? AND retired_at IS NULL"),
            ("history", _TICKETS.format("number IN (SELECT ticket FROM ticket_asset WHERE asset = ?)")),
        ),
    ),
    "stock": _Page(
        f"SELECT part.id, part.name, part.model, {stock_of('part')} AS in_stock, part.min_qty, part.location FROM part",
        "part",
        "part.id",
        (
            ("fits", "SELECT value AS model FROM part, json_each(compatible_models) WHERE part.id = ?"),
            ("moves", 'SELECT at AS moved_at, kind, qty, ticket FROM stock_move WHERE part = ? ORDER BY "at" DESC'),
        ),
    ),
    "roster": _Page(
        'SELECT roster.id, staff.name, staff.phone, roster.start AS begins_at, roster."end" AS ends_at FROM roster'
        " JOIN staff ON staff.id = roster.staff",
        "roster",
        "roster.start DESC",
        (
            (
                "phone",
                "SELECT phone AS text FROM staff WHERE phone <> '' AND id = (SELECT staff FROM roster WHERE id = ?)",
            ),
            (
                "shifts",
                (
                    'SELECT start AS begins_at, "end" AS ends_at FROM roster WHERE staff ='
                    " (SELECT staff FROM roster WHERE id = ?) AND retired_at IS NULL ORDER BY start DESC"
                ),
            ),
            (
                "certificates",
                "SELECT name, expires FROM certificate WHERE staff = (SELECT staff FROM roster WHERE id = ?)",
            ),
        ),
    ),
    "mail": _Page(
        "SELECT mail.id, received_at AS due_at, coalesce(contact.name, from_name, from_address) AS sender,"
        " customer.name AS customer,"
        " subject, (SELECT max(maintenance_end) FROM contract WHERE customer = customer.id"
        " AND retired_at IS NULL) AS maintenance_end,"
        f" {SEALED} AS sealed, substr(coalesce(text_new, text, ''), 1, 300) AS text FROM mail"
        " LEFT JOIN contact ON contact.id = from_contact"
        " LEFT JOIN customer ON customer.id = coalesce(mail.customer, contact.customer)",
        "mail",
        "received_at",
        (
            ("mail", "SELECT subject AS text FROM mail WHERE id = ?"),
            ("words", "SELECT substr(coalesce(text_new, text), 1, 4000) AS text FROM mail WHERE id = ? AND text <> ''"),
            ("files", 'SELECT name, type, size FROM attachment WHERE "of" = ?'),
            (
                "people",
                (
                    "SELECT contact.id, contact.name, contact.title AS position, contact.phone, contact.email"
                    " FROM contact JOIN mail ON mail.from_contact = contact.id WHERE mail.id = ?"
                ),
            ),
            (
                "history",
                _TICKETS.format(
                    "customer = (SELECT coalesce(mail.customer, contact.customer) FROM mail"
                    " LEFT JOIN contact ON contact.id = from_contact WHERE mail.id = ?)"
                ),
            ),
        ),
    ),
}
_MAIL, _ROSTER = "mail", "roster"
ON_CALL, GAP = "on_call", "gap"
"""The kind of a row of the roster: the current shift, or a time that nobody covers, which has no id."""
_CURRENT = {page: f"{_PAGES[page].kind}.retired_at IS NULL" for page in ("customers", "assets", "stock", "roster")}
_ONLY = {_MAIL: WAITING, **_CURRENT}
"""The condition of the records on a page: mails that wait, and what is not retired."""


def record_list(conn: Reader, page: str, words: str = "", *, at: Instant) -> Table:
    """Return the records of a page that contain the words, at most `LIMIT`; the first column is the id."""
    place = _PAGES[page]
    text, values = ids_holding(conn, place.kind, words, f"{place.kind}.id")
    condition = f"{_ONLY.get(page, 'TRUE')} AND {text}"
    table = _table(conn, f"{place.listed} WHERE {condition} ORDER BY {place.order} LIMIT {LIMIT}", values)
    if page == _ROSTER:
        return _duty(conn, table, at, gaps=not words)
    return _waiting(conn, table) if page == _MAIL else table


def _duty(conn: Reader, table: Table, at: Instant, *, gaps: bool) -> Table:
    """Return the roster from the oldest shift on, with the kind of each row; `gaps` adds the gaps ahead."""
    rows = [(*row, ON_CALL if row[-2] <= at < row[-1] else "") for row in table.rows]
    rows += [("", "", "", begin, end, GAP) for begin, end in gaps_ahead(conn, at)] if gaps else []
    return Table((*table.columns, "duty"), tuple(sorted(rows, key=lambda row: (row[3], row[0]))))


def _waiting(conn: Reader, table: Table) -> Table:
    """Return mails with the time by which each must be handled and the first line of its text, if it can be read."""
    due_of = mail_due_times(conn)
    rows = (
        (key, due_of(received), *middle, _(HINT) if sealed else first_line(words))
        for key, received, *middle, sealed, words in table.rows
    )
    return Table(tuple(name for name in table.columns if name != "sealed"), tuple(rows))


def record_detail(conn: Reader, page: str, key: str) -> list[tuple[str, Table]]:
    """Return the details of one record: a table for each heading with rows."""
    tables = [(heading, _table(conn, statement, [key])) for heading, statement in _PAGES[page].details]
    if page == _MAIL and is_sealed_mail(conn, key):
        tables.insert(1, ("words", Table(("text",), ((_(HINT),),))))
    if page == _MAIL and is_doubtful_mail(conn, key):
        tables.insert(1, (_MAIL, Table(("text",), ((_(DOUBT),),))))
    return [(heading, table) for heading, table in tables if table.rows]


def _table(conn: Reader, statement: str, values: list[Any]) -> Table:
    cursor = conn.execute(statement, values)
    return Table(tuple(column[0] for column in cursor.description), tuple(cursor.fetchall()))
