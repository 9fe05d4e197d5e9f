"""Names and language of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def customer_language(conn: Reader, customer: str | None) -> str | None:
    """Return the language of a customer; None without one."""
    row = conn.execute("SELECT lang FROM customer WHERE id = ?", [customer]).fetchone()
    return None if row is None else str(row[0])


def customer_names(conn: Reader, customer: str | None) -> tuple[str, str | None] | None:
    """Return the name of a customer, and the name in English."""
    row: tuple[str, str | None] | None = conn.execute(
        "SELECT name, name_en FROM customer WHERE id = ?", [customer]
    ).fetchone()
    return row


def all_customer_names(conn: Reader) -> dict[str, str]:
    """Return the names of all customers by id."""
    return dict(conn.execute("SELECT id, name FROM customer").fetchall())
