"""The alerts of the person at the desk from the last read, and the changes since then."""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from textual.message import Message

from deskctl.config import machine_user
from deskctl.errors import DeskError
from deskctl.queries.alerts.alert import PARKED, Alert, Alerts
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant
from deskctl.store.facts.alert_marks import PUT_OFF, SEEN, drop_marks, store_marks
from deskctl.store.facts.people import Actor
from deskctl.store.open import writing_once

_PARKED_TOO_LONG = 600
"""Seconds after which a parked call becomes an alert."""


@dataclass
class AlertsRead(Message):
    """The alerts of a person; None if the store cannot be read. `changes` counts the own changes before the read."""

    person: str
    alerts: Alerts | None
    changes: int = 0


@dataclass
class AlertState:
    """The state of the bar and the inbox.

    `changes` counts the starts and ends of the person's changes, `unwritten` holds those not in the store yet.
    """

    read: Alerts = field(default_factory=Alerts)
    just_seen: set[str] = field(default_factory=set)
    changes: int = 0
    unwritten: deque[Callable[[], None]] = field(default_factory=deque)
    _made_from: tuple[Alerts | None, frozenset[str]] = (None, frozenset())
    _made: tuple[tuple[Alert, ...], tuple[Alert, ...]] = ((), ())

    def is_behind(self, read: AlertsRead) -> bool:
        """Return True if a read may lack a change that the person has made since."""
        return bool(self.unwritten) or read.changes != self.changes

    def begin_change(self, write: Callable[[], None]) -> bool:
        """Queue a change; return True if no other is waiting."""
        self.changes += 1
        self.unwritten.append(write)
        return len(self.unwritten) == 1

    def end_change(self) -> bool:
        """Remove the first change, written or failed; return True if another is waiting."""
        self.changes += 1
        self.unwritten.popleft()
        return bool(self.unwritten)

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """The alerts that have not been seen, the most serious first."""
        return self._lists()[0]

    @property
    def shown(self) -> tuple[Alert, ...]:
        """The alerts for the bar: the unseen ones, then those that stay although they were seen."""
        return self._lists()[1]

    def _lists(self) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
        """Return the unseen alerts and those for the bar, which are made again only after a change."""
        read, just_seen = self._made_from
        if read is not self.read or just_seen != self.just_seen:
            self._made_from = self.read, frozenset(self.just_seen)
            unseen = tuple(alert for alert in self.read.unseen if alert.key not in self.just_seen)
            staying = (alert for alert in self.read.every if self.is_seen(alert) and self.read.stays(alert))
            self._made = unseen, (*unseen, *staying)
        return self._made

    def waiting(self) -> list[tuple[Alert, Instant]]:
        """Return the snoozed alerts and promised calls, each with the time it comes back, the earliest first."""
        snooze = [(alert, self.read.put_off[alert.key]) for alert in self.read.every if alert.key in self.read.put_off]
        return sorted([*snooze, *((call, call.due) for call in self.read.calls)], key=lambda pair: pair[1])

    def is_seen(self, alert: Alert) -> bool:
        """Return True if the person has seen an alert."""
        return alert.key in self.read.seen or alert.key in self.just_seen

    def of_ticket(self, number: int) -> list[Alert]:
        """Return the unseen alerts of a ticket."""
        return [alert for alert in self.unseen if alert.number == number]


def read_alerts(store: str, person: str, acting: Actor | None, at: Instant, changes: int = 0) -> AlertsRead:
    """Read the alerts of a person; runs in a thread, where it also imports, so that the first draw does not wait."""
    from deskctl.queries.alerts.alerts import alerts_of

    try:
        with reading(store) as conn:
            alerts = alerts_of(conn, person, acting.roles if acting else (), at)
        return AlertsRead(person, with_parked(alerts, store, acting.id if acting else None, at), changes)
    except DeskError:  # set by the screens
        return AlertsRead(person, None, changes)


def with_parked(alerts: Alerts, store: str, owner: str | None, at: Instant) -> Alerts:
    """Add alerts for calls that were parked too long ago."""
    from deskctl.screens.session.call_words import call_words, caller_names
    from deskctl.screens.session.draft_file import parked_calls

    calls = [one for one in parked_calls(store, owner) if at - one.started >= _PARKED_TOO_LONG]
    names = caller_names(store, calls)
    due = [(one, one.started + _PARKED_TOO_LONG) for one in calls]
    more = [Alert(PARKED, 0, one.path.stem, since, since, text=call_words(one, names)) for one, since in due]
    every = sorted([*alerts.every, *more], key=lambda alert: alert.order)
    return alerts._replace(every=tuple(every))


def save_seen(store: str, person: str, keys: Iterable[str], at: Instant) -> None:
    """Save in the store that alerts were seen; if that fails, only this console knows."""
    with suppress(DeskError), writing_once(store) as conn:
        store_marks(conn, SEEN, person, keys, at)


def snooze(store: str, person: str, key: str, until: Instant) -> None:
    """Save in the store that an alert comes back at a time, unseen."""
    with writing_once(store) as conn:
        store_marks(conn, PUT_OFF, person, [key], until)
        drop_marks(conn, SEEN, person, [key])


def mark_ticket(store: str, mark: str, person: str, number: int, at: Instant, *, on: bool) -> None:
    """Save in the store that a person watches or mutes a ticket, or no longer does."""
    with writing_once(store) as conn:
        if on:
            store_marks(conn, mark, person, [str(number)], at)
        else:
            drop_marks(conn, mark, person, [str(number)])


def person_of(actor: str | None) -> str:
    """Return the person whose alerts are shown: the one at the desk, else the user of this machine."""
    return actor or machine_user()
