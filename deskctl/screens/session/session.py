"""What every screen gets: the store, the person, the time, and two signals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.signal import Signal

from deskctl.config import machine_user
from deskctl.language.i18n import _
from deskctl.queries.reference.staff import staff_of
from deskctl.screens.queue.queue_tabs import Queues
from deskctl.screens.session.attention import Attention
from deskctl.sla.facts import Instant, instant
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from deskctl.store.port import Reader


@dataclass(eq=False)
class Session:
    """The desk as one person sees it: `ticked` fires each second, `changed` when the store or a setting changed.

    `options` names the settings that were given on the command line.
    """

    store: str
    actor: str | None
    who: str
    role: str | None
    now: Callable[[], datetime]
    look: Look
    ticked: Signal[Instant]
    changed: Signal[None]
    queues: Queues
    attention: Attention
    options: frozenset[str] = frozenset()

    def at(self) -> Instant:
        """Return the current time."""
        return instant(self.now())

    @property
    def recorded_as(self) -> str:
        """Whom actions are recorded as: the person at the desk, else the user of this machine."""
        return self.who or _("recorded as {user}").format(user=machine_user())

    def set_person(self, find_person: "Person") -> None:
        """Let another person take over."""
        self.actor, self.who, self.role = find_person


class Person(NamedTuple):
    """The person at the desk: id, name for the header, and role."""

    actor: str | None
    who: str
    role: str | None


def find_person(conn: "Reader", actor: str | None) -> Person:
    """Return the person with a staff id or a name; an unknown one stays as given."""
    known = staff_of(conn, actor) if actor else None
    return Person(known[0], f"{known[0]} {known[1]}", known[2]) if known else Person(actor, actor or "", None)
