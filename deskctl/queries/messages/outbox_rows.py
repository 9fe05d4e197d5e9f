"""Rows of the outbox for the desk and its worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.store.port import Reader

_NOTICES = "kind IN ('notify', 'escalation')"


def open_notices(conn: Reader, ticket: int) -> list[tuple[str, str]]:
    """Return the notices of a ticket that nobody has acknowledged, each with its state."""
    return conn.execute(
        f"SELECT id, state FROM outbox WHERE ticket = ? AND {_NOTICES} AND state IN ('waiting', 'sent', 'unsure')"
        " AND acknowledged_at IS NULL ORDER BY id",
        (ticket,),
    ).fetchall()


def due_messages(conn: Reader, at: int, limit: int) -> list[dict[str, Any]]:
    """Return the messages whose time has come, urgent ones first."""
    return rows_by_name(
        conn,
        "SELECT * FROM outbox WHERE state IN ('waiting', 'unsure') AND next_try <= ?"
        " ORDER BY coalesce(urgent, FALSE) DESC, next_try, id LIMIT ?",
        (at, limit),
    )


def notices_to_combine(conn: Reader, message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the other notices that wait for the same time, person and channel."""
    return rows_by_name(
        conn,
        "SELECT * FROM outbox WHERE state = 'waiting' AND kind = 'escalation' AND staff = ? AND channel = ?"
        " AND not_before = ? AND id <> ? ORDER BY id",
        tuple(message[name] for name in ("staff", "channel", "not_before", "id")),
    )


def interrupted_messages(conn: Reader) -> list[dict[str, Any]]:
    """Return the messages that a worker was sending when it ended."""
    return rows_by_name(conn, "SELECT * FROM outbox WHERE state = 'sending' ORDER BY id", ())


def expired_messages(conn: Reader, at: int) -> list[dict[str, Any]]:
    """Return the messages that expired before they were sent."""
    return rows_by_name(conn, "SELECT * FROM outbox WHERE state = 'waiting' AND expires_at < ? ORDER BY id", (at,))


def has_bounced(conn: Reader, recipient: str) -> bool:
    """Return whether the last message to an address came back because the address is wrong."""
    row = conn.execute(
        "SELECT bounce_status FROM outbox WHERE lower(recipient) = ?"
        " AND (sent_at IS NOT NULL OR bounced_at IS NOT NULL)"
        " ORDER BY coalesce(bounced_at, sent_at) DESC, id DESC LIMIT 1",
        (recipient.lower(),),
    ).fetchone()
    return row is not None and str(row[0] or "").startswith(("5.1.", "5.0."))


def bounced_messages(conn: Reader, after: int) -> list[dict[str, Any]]:
    """Return the messages about a ticket that came back after a time."""
    return rows_by_name(
        conn,
        "SELECT * FROM outbox WHERE state = 'bounced' AND bounced_at >= ? AND ticket IS NOT NULL ORDER BY id",
        (after,),
    )


def sent_to(conn: Reader, since: int, recipient: str, ticket: int | None) -> int:
    """Return the number of messages about a ticket that were sent to a recipient since a time."""
    (count,) = conn.execute(
        "SELECT count(*) FROM outbox WHERE sent_at >= ?1 AND lower(recipient) = ?2"
        " AND (ticket = ?3 OR (ticket IS NULL AND ?3 IS NULL))",
        (since, recipient.lower(), ticket),
    ).fetchone()
    return int(count)


def sent_through(conn: Reader, since: int, channel: str) -> int:
    """Return the number of messages that were sent through a channel since a time."""
    (count,) = conn.execute(
        "SELECT count(*) FROM outbox WHERE sent_at >= ? AND channel = ?", (since, channel)
    ).fetchone()
    return int(count)


def tries_of(conn: Reader, message: str) -> list[dict[str, Any]]:
    """Return the attempts to send a message, in order."""
    return rows_by_name(
        conn, "SELECT no, at, outcome, code, words FROM outbox_try WHERE outbox = ? ORDER BY no", (message,)
    )
