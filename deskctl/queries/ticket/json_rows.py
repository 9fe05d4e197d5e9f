"""Tickets and clocks as JSON: the shapes that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from datetime import tzinfo

    from deskctl.queries.tickets.clocks import ClockRow
    from deskctl.queries.tickets.ticket_row import TicketRow
    from deskctl.sla.facts import Instant


def ticket_shape(row: TicketRow, at: Instant, zone: tzinfo) -> Shape:
    """Return the JSON shape of a row of the list of tickets."""
    row = row.read_at(at)
    return {
        "ticket": row.ticket,
        "title": row.title,
        "customer": row.customer,
        "customer_name": row.customer_name,
        "site": row.site,
        "kind": row.kind,
        "catalog": row.catalog,
        "channel": row.channel,
        "level": row.level,
        "severity": row.severity,
        "mode": row.mode,
        "status": row.status,
        "owner": row.owner,
        "reported_at": rfc3339(row.reported_at, zone),
        "next_due_at": rfc3339(row.next_due_at, zone),
        "next_milestone": row.next_milestone,
        "next_clause": row.next_clause,
        "remaining": row.remaining(at),
        "overdue": row.overdue(at),
        "contact": row.contact,
        "contact_name": row.contact_name,
        "last_seq": row.last_seq,
        "updated_at": rfc3339(row.updated_at, zone),
        "closed_at": rfc3339(row.closed_at, zone),
        "external_id": row.external_id,
        "tags": list(row.tags),
    }


def clock_shape(row: ClockRow, at: Instant, zone: tzinfo) -> Shape:
    """Return the JSON shape of a clock at a time, without what happened later."""
    stop = row.stop if row.stop is not None and row.stop <= at else None
    return {
        "ticket": row.ticket,
        "policy": row.policy,
        "clause": row.clause,
        "milestone": row.milestone,
        "start": rfc3339(row.start, zone),
        "duration": row.seconds,
        "calendar": row.calendar,
        "due": rfc3339(row.due, zone),
        "stop": rfc3339(stop, zone),
        "state": row.state(at),
        "soft": row.soft,
        "provisional": row.provisional,
        "opens_at": rfc3339(row.opens_at, zone),
        "late_entry": row.late_entry if stop is not None else 0,
        "reason": row.reason,
    }
