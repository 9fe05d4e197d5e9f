"""Read the alerts of a person from a store."""

from deskctl.queries.alerts.alert import Alerts
from deskctl.queries.alerts.alerts import alerts_of
from deskctl.sla.facts import Instant
from deskctl.store.facts.people import person
from deskctl.store.sqlite.reader import open_reader


def read_alerts(store: str, who: str, at: Instant) -> Alerts:
    """Return the alerts that a person has at a time."""
    conn = open_reader(store)
    try:
        found = person(conn, who)
        assert found is not None
        return alerts_of(conn, who, found.roles, at)
    finally:
        conn.close()
