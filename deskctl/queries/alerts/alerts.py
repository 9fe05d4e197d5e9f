"""All alerts of a person at a time, the most serious first, and the time of the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.alerts.action_alerts import action_alerts
from deskctl.queries.alerts.alert import BREACHED, CALLBACK, SOON, STANDING, Alerts
from deskctl.queries.alerts.audience import audience
from deskctl.queries.alerts.clock_alerts import callback_alerts, clock_alerts, next_change, pause_alerts, untaken_alerts
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.store.facts.alert_marks import MUTED, PUT_OFF, SEEN, marked_tickets, marks_of
from deskctl.store.facts.people import people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from deskctl.queries.alerts.alert import Alert
    from deskctl.queries.alerts.audience import Audience
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

KEPT = 3 * 86_400
"""How long the actions of others stay among the alerts, in seconds."""


def alerts_of(conn: Reader, person: str, roles: Collection[str], at: Instant) -> Alerts:
    """Return the alerts of a person at a time."""
    who = audience(conn, person, roles, at)
    alerts = [*clock_alerts(conn, at), *(alert for alert in untaken_alerts(conn) if alert.by != person)]
    alerts += callback_alerts(conn, person, at)
    alerts += [*pause_alerts(conn, at - KEPT, at), *action_alerts(conn, who, at - KEPT, at)]
    named = sorted(_for(who, _named(conn, alerts)), key=lambda alert: alert.order)
    put_off = {key: until for key, until in marks_of(conn, PUT_OFF, person).items() if until > at}
    times = (next_change(conn, at), *put_off.values())
    return Alerts(
        tuple(named),
        frozenset(marks_of(conn, SEEN, person)),
        min((time for time in times if time is not None), default=None),
        put_off,
        frozenset(who.watched),
        marked_tickets(conn, MUTED, person),
        tuple(_named(conn, callback_alerts(conn, person, at, later=True))),
    )


def _named(conn: Reader, unnamed: Iterable[Alert]) -> Iterator[Alert]:
    """Yield alerts with the title, the customer and the owner of their ticket."""
    alerts = list(unnamed)
    rows = rows_of(conn, sorted({alert.number for alert in alerts}))
    names = {one.id: one.name for one in people(conn)}
    for alert in alerts:
        row = rows.get(alert.number)
        if row is None:
            yield alert
            continue
        yield alert._replace(
            title=row.title,
            customer=row.customer_name,
            owner=row.owner,
            owner_name=names.get(row.owner or "", row.owner),
            severity=row.severity,
            by=names.get(alert.by or "", alert.by),
        )


def _for(who: Audience, alerts: Iterable[Alert]) -> Iterator[Alert]:
    """Yield the alerts that concern a person; those about actions have been selected already."""
    for alert in alerts:
        if alert.number in who.watched:
            concerns = True
        elif alert.kind in STANDING:
            concerns = who.on_duty
        elif alert.kind == BREACHED:
            concerns = who.is_lead or who.is_for(alert.owner)
        elif alert.kind == SOON or (not alert.by and alert.kind != CALLBACK):
            concerns = who.is_for(alert.owner)
        else:
            concerns = True
        if concerns:
            yield alert
