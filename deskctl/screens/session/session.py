"""The session of the console: the store, the person, the time, and the signals that all screens share."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from textual.signal import Signal

from deskctl.config import machine_user
from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.operations.rules.people.actors import actor_of
from deskctl.screens.queue.queue_tabs import Queues
from deskctl.screens.session.attention import Attention
from deskctl.screens.session.place_history import PlaceHistory
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.people import Actor, colleagues, people, person
from deskctl.store.open import translated_errors
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from deskctl.desk.presence import Presence
    from deskctl.screens.alerts.alert_state import AlertState
    from deskctl.store.port import Reader


@dataclass(eq=False)
class Session:
    """The state that all screens share: `ticked` fires each second, `changed` when the store or a setting changed.

    `due_late` is when the overdue duties of the person were counted, until when the count is valid, and the count.
    `alerted` fires when the `alerts` of the person changed. `others` are the people at other consoles.

    `new_document` is the record whose document is offered, and until when.
    `options` are the names of settings given on the command line; `visited` is the history of opened places.
    """

    store: str
    actor: str | None
    who: str
    acting: "Actor | None"
    now: Callable[[], datetime]
    look: Look
    ticked: Signal[Instant]
    changed: Signal[None]
    queues: Queues
    attention: Attention
    alerts: "AlertState"
    alerted: Signal[None]
    due_late: tuple[Instant, Instant, int]
    others: "Sequence[Presence]"
    options: frozenset[str] = frozenset()
    new_document: tuple[str | None, Instant] = (None, 0)
    visited: PlaceHistory = field(default_factory=PlaceHistory)
    unconfirmed: "tuple[Sequence[object], str] | None" = None
    """The steps of which it is unknown whether they were saved, and their key."""

    def at(self) -> Instant:
        """Return the current time."""
        return instant(self.now())

    @property
    def recorded_as(self) -> str:
        """The name that actions are recorded under: the person at the desk, else the user of this machine."""
        return self.who or _("recorded as {user}").format(user=machine_user())

    def set_person(self, person: "Person") -> None:
        """Switch to another person."""
        self.actor, self.who, self.acting = person


class Person(NamedTuple):
    """The person at the desk: id, name for the header, and the actor for the rules; None for an unknown person."""

    actor: str | None
    who: str
    acting: "Actor | None"


def find_person(conn: "Reader", store: str, actor: str | None) -> Person:
    """Return the person with an id or a name, by default the user of this machine; an unknown name is kept.

    Jobs in threads read colleagues later, on another connection, since this one is closed by then.
    """
    try:
        acting = actor_of(conn, actor or None)
    except DeskError:
        return Person(actor, actor or "", None)
    member = person(conn, acting.id)
    who = f"{member.id} {member.name}" if member else acting.id
    return Person(acting.id, who, acting._replace(colleagues=cache(partial(_colleagues, store))))


def _colleagues(store: str) -> Mapping[str, str]:
    with reading(store) as conn:
        return colleagues(conn)


def staff_names(conn: "Reader") -> dict[str, str]:
    """Return the names of the firm's people by id; empty if the store cannot be read."""
    try:
        return {one.id: one.name for one in people(conn)}
    except DeskError:
        return {}


def renew_names(session: Session, conn: "Reader") -> None:
    """Read the names of the firm's people again, unless the store has just been lost."""
    with suppress(DeskError), translated_errors(session.store):
        session.look.names.update(staff_names(conn))
