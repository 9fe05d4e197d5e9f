"""The contacts of customers, by name and as recipients of documents; the sites of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold, phone_digits

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def contacts_named(conn: Reader, name: str, customer: str, phone: str | None) -> list[str]:
    """Return the contacts of a customer with a name, unless their phone number differs from the one given."""
    rows = conn.execute("SELECT id, name, phone FROM contact WHERE customer = ? AND retired_at IS NULL", [customer])
    return [key for key, named, number in rows if fold(named) == fold(name) and _phones_agree(number, phone)]


def _phones_agree(number: str | None, phone: str | None) -> bool:
    return number is None or phone is None or phone_digits(number) == phone_digits(phone)


def first_site(conn: Reader, customer: str | None) -> str | None:
    """Return the first site of a customer, outlets last; None if there is none."""
    return next(iter(sites_of(conn, customer)), None)


def sites_of(conn: Reader, customer: str | None) -> list[str]:
    """Return the sites of a customer that are not retired, outlets last."""
    rows = conn.execute("SELECT id FROM site WHERE customer = ? AND retired_at IS NULL ORDER BY outlet, id", [customer])
    return [key for (key,) in rows]


def contact_name_and_mail(conn: Reader, contact: str | None) -> tuple[str | None, str | None]:
    """Return the name and the mail address of a contact; None for what is not known."""
    row: tuple[str | None, str | None] | None = conn.execute(
        "SELECT name, email FROM contact WHERE id = ?", [contact]
    ).fetchone()
    return row or (None, None)


def mailed_contact(conn: Reader, table: str, record: int | str) -> tuple[str, str, str] | None:
    """Return the recipient of a document (id, name, address): the ticket's contact, else the customer's first one."""
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
