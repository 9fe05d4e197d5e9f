"""The people at the customers: those of a name, those whom nobody has verified yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold, phone_digits

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def contacts_named(conn: Reader, name: str, customer: str, phone: str | None) -> list[str]:
    """Return the contacts of a customer who have a name, and a phone number if one is given and they have one."""
    rows = conn.execute("SELECT id, name, phone FROM contact WHERE customer = ? AND retired_at IS NULL", [customer])
    return [key for key, named, number in rows if fold(named) == fold(name) and _may_be(number, phone)]


def _may_be(number: str | None, phone: str | None) -> bool:
    return number is None or phone is None or phone_digits(number) == phone_digits(phone)


def sites_of(conn: Reader, customer: str) -> list[str]:
    """Return the sites of a customer, those that are no outlets first."""
    rows = conn.execute("SELECT id FROM site WHERE customer = ? AND retired_at IS NULL ORDER BY outlet, id", [customer])
    return [key for (key,) in rows]


def contact_name_and_mail(conn: Reader, contact: str | None) -> tuple[str | None, str | None]:
    """Return the name and the mail address of a contact; None for what is not known."""
    row: tuple[str | None, str | None] | None = conn.execute(
        "SELECT name, email FROM contact WHERE id = ?", [contact]
    ).fetchone()
    return row or (None, None)


def mailed_contact(conn: Reader, table: str, record: int | str) -> tuple[str, str, str] | None:
    """Return whom a paper is mailed to: id, name, address of a ticket's contact, else of the customer's first one."""
    of: str | None
    customer: str | None
    if table == "customer":
        of, customer = None, str(record)
    else:
        key = "number" if table in {"ticket", "visit"} else "id"
        source = "ticket" if key == "number" else table
        person = "contact" if key == "number" else "NULL"
        row = conn.execute(f"SELECT {person}, customer FROM {source} WHERE {key} = ?", [record]).fetchone()
        of, customer = row or (None, None)
    contact_row = conn.execute(
        "SELECT id, name, email FROM contact WHERE email IS NOT NULL AND retired_at IS NULL"
        " AND (id = ? OR customer = ?) ORDER BY id <> ?, id",
        [of, customer, of or ""],
    ).fetchone()
    return None if contact_row is None else (contact_row[0], contact_row[1], contact_row[2])
