"""Names, language and first site of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def customer_language(conn: Reader, customer: str) -> str:
    """Return the language of a customer; raises `NotFound`."""
    row = conn.execute("SELECT lang FROM customer WHERE id = ?", [customer]).fetchone()
    if row is None:
        raise NotFound(N_("There is no customer {customer}."), customer=customer)
    return str(row[0])


def first_site(conn: Reader, customer: str | None) -> str | None:
    """Return the first site of a customer, outlets last; None if there is none."""
    rows = conn.execute("SELECT id FROM site WHERE customer = ? ORDER BY outlet, id LIMIT 1", (customer,))
    return next((site for (site,) in rows), None)


def customer_names(conn: Reader, customer: str | None) -> tuple[str, str | None] | None:
    """Return the name of a customer, and the name in English."""
    row: tuple[str, str | None] | None = conn.execute(
        "SELECT name, name_en FROM customer WHERE id = ?", [customer]
    ).fetchone()
    return row


def all_customer_names(conn: Reader) -> dict[str, str]:
    """Return the names of all customers by id."""
    return dict(conn.execute("SELECT id, name FROM customer").fetchall())
