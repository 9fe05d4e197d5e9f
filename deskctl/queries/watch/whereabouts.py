"""What each of the technical staff does now: on site, on the way, in a remote session, busy, free, absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.dispatch.free_engineers import goes_out, visits_now
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

ON_SITE, UNDER_WAY, REMOTE, BUSY, FREE, ABSENT = "on_site", "under_way", "remote", "busy", "free", "absent"
_ORDER = (ON_SITE, UNDER_WAY, REMOTE, BUSY, FREE, ABSENT)
_DAY = 86_400
_STAFF = "SELECT id, name, role, roles FROM staff WHERE retired_at IS NULL ORDER BY id"
# `coalesce` avoids the index on `owner`, which contains all tickets.
_OWNED = f"""
SELECT coalesce(owner, '') AS held, count(*), count(CASE WHEN next_due_at < ? THEN 1 END) FROM ticket
WHERE {IS_OPEN} GROUP BY held
"""
_ABSENT = 'SELECT staff, "end" FROM absence WHERE retired_at IS NULL AND start <= ?1 AND "end" > ?1'
_REMOTE = f"""
SELECT began.actor, began.ticket FROM action AS began JOIN ticket ON ticket.number = began.ticket
WHERE began.event = 'remote_started' AND began.recorded_at > ?1 AND began.at > ?1 AND {IS_OPEN} AND NOT EXISTS (
  SELECT 1 FROM action AS later WHERE later.ticket = began.ticket AND later.seq > began.seq
  AND later.event IN ('remote_ended', 'corrected')) ORDER BY began.at
"""
_SITE = "SELECT site.name FROM ticket JOIN site ON site.id = ticket.site WHERE ticket.number = ?"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a person does; `until` is when they are expected to arrive or be back, `tickets` counts their open ones."""

    staff: str
    name: str
    state: str
    ticket: str | None
    site: str | None
    until: Instant | None
    tickets: int
    late: int
    soon: int


def whereabouts(conn: Reader, zone: tzinfo, at: Instant, soon: Mapping[str | None, int]) -> list[Whereabouts]:
    """Return what each of the technical staff and other owners of tickets do now; who is out comes first."""
    owned = {owner: (count, late) for owner, count, late in conn.execute(_OWNED, [at])}
    out, absent = _out(conn, zone, at), dict(conn.execute(_ABSENT, [at]).fetchall())
    rows = []
    for staff, name, role, roles in conn.execute(_STAFF):
        tickets, late = owned.get(staff, (0, 0))
        if tickets or goes_out(role, roles):
            otherwise = BUSY if tickets else FREE
            state, number, until = out.get(staff) or (ABSENT if staff in absent else otherwise, None, absent.get(staff))
            site = conn.execute(_SITE, [number]).fetchone() if number is not None else None
            name_of = None if number is None else ticket_name(number)
            row = Whereabouts(staff, name, state, name_of, site and site[0], until, tickets, late, soon.get(staff, 0))
            rows.append(row)
    return sorted(rows, key=lambda one: (_ORDER.index(one.state), -one.tickets, one.staff))


def _out(conn: Reader, zone: tzinfo, at: Instant) -> dict[str, tuple[str, int, Instant | None]]:
    """Return who is in a remote session, on the way or on site, with the ticket and the expected arrival."""
    out: dict[str, tuple[str, int, Instant | None]] = {
        staff: (REMOTE, number, None) for staff, number in conn.execute(_REMOTE, [at - _DAY])
    }
    for number, visit in visits_now(conn, zone, at):
        arrived = bool(visit["arrived_at"])
        until = None if arrived else _expected(str(visit["eta"] or ""), zone, at)
        out[visit["engineer"]] = (ON_SITE if arrived else UNDER_WAY, number, until)
    return out


def _expected(eta: str, zone: tzinfo, at: Instant) -> Instant | None:
    """Return the expected arrival from a time, or a time of today in the zone; None for any other text."""
    try:
        read = datetime.fromisoformat(eta)
        return instant(read if read.tzinfo else read.replace(tzinfo=zone))
    except ValueError:
        pass
    try:
        hour = time.fromisoformat(eta)
    except ValueError:
        return None
    return instant(datetime.combine(datetime.fromtimestamp(at, zone).date(), hour, zone))
