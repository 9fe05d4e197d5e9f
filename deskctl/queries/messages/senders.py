"""Find the owner of a mail address: one of the staff, a contact, a customer by the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.names import address_spellings

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_PUBLIC = (
    "qq.com foxmail.com 163.com 126.com yeah.net 188.com sina.com sina.cn sohu.com 139.com 189.cn wo.cn aliyun.com"
    " vip.qq.com vip.163.com vip.126.com vip.sina.com 263.net tom.com yahoo.com.cn live.cn outlook.cn"
    " 21cn.com gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com mail.com"
    " gmx.com proton.me protonmail.com"
)
PUBLIC_DOMAINS = frozenset(_PUBLIC.split())
"""Domains at which anybody may have an address, so that they do not identify a customer."""

_AT_DOMAIN = "lower(substr(email, instr(email, '@') + 1)) IN (?, ?)"


def staff_of_address(conn: Reader, address: str) -> str | None:
    """Return the member of the staff with an address."""
    row = conn.execute(
        "SELECT id FROM staff WHERE lower(email) IN (?, ?) AND retired_at IS NULL ORDER BY id",
        address_spellings(address),
    ).fetchone()
    return None if row is None else str(row[0])


def contacts_of_address(conn: Reader, address: str) -> list[tuple[str, str]]:
    """Return the contacts with an address, each with the customer."""
    return conn.execute(
        "SELECT id, customer FROM contact WHERE lower(email) IN (?, ?) AND customer IS NOT NULL AND retired_at IS NULL"
        " ORDER BY id",
        address_spellings(address),
    ).fetchall()


def customer_of_domain(conn: Reader, domain: str) -> str | None:
    """Return the only customer with a mail domain: by the customer's record, else by the addresses of contacts."""
    registered = conn.execute(
        "SELECT id FROM customer WHERE lower(email_domain) IN (?, ?) AND retired_at IS NULL",
        address_spellings(domain),
    ).fetchall()
    if registered:
        return str(registered[0][0]) if len(registered) == 1 else None
    if domain in PUBLIC_DOMAINS:
        return None
    rows = conn.execute(
        f"SELECT DISTINCT customer FROM contact WHERE {_AT_DOMAIN} AND customer IS NOT NULL AND retired_at IS NULL",
        address_spellings(domain),
    )
    customers = [str(customer) for (customer,) in rows]
    return customers[0] if len(customers) == 1 else None
