"""The people at the customers: those of a name, those whom nobody has verified yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold, phone_digits

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def contacts_named(conn: Reader, name: str, customer: str, phone: str | None) -> list[str]:
    """Return the contacts of a customer who have a name, and a phone number if one is given and they have one."""
    found = conn.execute("SELECT id, name, phone FROM contact WHERE customer = ? AND retired_at IS NULL", [customer])
    return [key for key, named, number in found if fold(named) == fold(name) and _may_be(number, phone)]


def _may_be(number: str | None, phone: str | None) -> bool:
    return number is None or phone is None or phone_digits(number) == phone_digits(phone)


def sites_of(conn: Reader, customer: str) -> list[str]:
    """Return the sites of a customer, those that are no outlets first."""
    found = conn.execute(
        "SELECT id FROM site WHERE customer = ? AND retired_at IS NULL ORDER BY outlet, id", [customer]
    )
    return [key for (key,) in found]


def contact_name_and_mail(conn: Reader, contact: str | None) -> tuple[str | None, str | None]:
    """Return the name and the mail address of a contact; None for what is not known."""
    found: tuple[str | None, str | None] | None = conn.execute(
        "SELECT name, email FROM contact WHERE id = ?", [contact]
    ).fetchone()
    return found or (None, None)
