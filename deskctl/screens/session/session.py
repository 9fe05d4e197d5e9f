"""What every screen is given: the store, who sits there, what time it is, and the two beats of the app."""

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
    """The desk as one person sees it: `ticked` beats each second, `changed` when the store or a setting did.

    `options` names the settings that the command line held fast.
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
        """Return the present moment."""
        return instant(self.now())

    @property
    def signed(self) -> str:
        """Whom the steps are recorded as: who sits here, else the user of this machine."""
        return self.who or _("recorded as {user}").format(user=machine_user())

    def seat(self, seated: "Seated") -> None:
        """Let another person sit here."""
        self.actor, self.who, self.role = seated


class Seated(NamedTuple):
    """Who sits at the desk: the id, how the header names them, and their part."""

    actor: str | None
    who: str
    role: str | None


def seated(conn: "Reader", actor: str | None) -> Seated:
    """Find who a staff id or a name is; one that nobody has stays as it was said."""
    known = staff_of(conn, actor) if actor else None
    return Seated(known[0], f"{known[0]} {known[1]}", known[2]) if known else Seated(actor, actor or "", None)
