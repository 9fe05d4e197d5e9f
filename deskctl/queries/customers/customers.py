"""Customers by their ids."""

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
