"""The alerts of the person at the desk, as they were last read, and what they have seen since."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from textual.message import Message

from deskctl.config import machine_user
from deskctl.errors import DeskError
from deskctl.queries.alerts.alert import Alert, Alerts
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant
from deskctl.store.facts.people import Actor
from deskctl.store.facts.seen_alerts import keep_seen


@dataclass
class AlertsRead(Message):
    """The alerts of a person; None if the store cannot be read."""

    person: str
    alerts: Alerts | None


@dataclass
class AlertState:
    """What the bar and the inbox show."""

    read: Alerts = field(default_factory=Alerts)
    just_seen: set[str] = field(default_factory=set)

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """The alerts that have not been seen, the most serious first."""
        return tuple(alert for alert in self.read.unseen if alert.key not in self.just_seen)

    def is_seen(self, alert: Alert) -> bool:
        """Return True if the person has seen an alert."""
        return alert.key in self.read.seen or alert.key in self.just_seen

    def of_ticket(self, number: int) -> list[Alert]:
        """Return the unseen alerts of a ticket."""
        return [alert for alert in self.unseen if alert.number == number]


def read_alerts(store: str, person: str, acting: Actor | None, at: Instant) -> AlertsRead:
    """Read the alerts of a person; runs in a thread, and loads what it needs there: the first draw goes without it."""
    from deskctl.queries.alerts.alerts import alerts_of

    try:
        with reading(store) as conn:
            return AlertsRead(person, alerts_of(conn, person, acting.roles if acting else (), at))
    except DeskError:  # reported by the screens
        return AlertsRead(person, None)


def save_seen(store: str, person: str, keys: Iterable[str], at: Instant) -> None:
    """Keep in the store that alerts were seen; a store that cannot be written leaves it to this console."""
    from deskctl.store.open import writing_once

    with suppress(DeskError), writing_once(store) as conn:
        keep_seen(conn, person, keys, at)


def person_of(actor: str | None) -> str:
    """Return whose alerts are shown: the person at the desk, else the user of this machine."""
    return actor or machine_user()
