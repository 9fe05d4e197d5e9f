"""One alert, and how serious each kind is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant

CATASTROPHIC, EMERGENCY, BREACHED, SOON = "catastrophic", "emergency", "breached", "soon"
ASSIGNED, WROTE, CALLED, RESUMED = "assigned", "wrote", "called", "resumed"
PART, NOT_SATISFIED, MENTION, CALLBACK = "part", "not_satisfied", "mention", "callback"
PARKED, WATCHED = "parked", "watched"
KINDS = (
    CATASTROPHIC, EMERGENCY, BREACHED, SOON, CALLBACK, PARKED, ASSIGNED, WROTE, CALLED, NOT_SATISFIED, RESUMED, PART,
    MENTION, WATCHED,
)  # fmt: skip
"""All kinds, the most serious first."""
STANDING = frozenset({CATASTROPHIC, EMERGENCY})
"""The kinds that ring again until somebody answers or takes the ticket."""
STAYING = STANDING | {CALLBACK}
"""The kinds that stay although they were seen: until somebody acts, or the call was made or put off."""
_RANK = {kind: min(KINDS.index(kind), KINDS.index(CALLBACK)) for kind in KINDS}
_SEVERITIES = {"catastrophic": 0, "severe": 1}
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to know, as a rule about a ticket; the `number` is 0 if it is about none.

    `clause` is the clause of the promise, or the number of the action; `due` is when the promise is due, or when the
    action was recorded; `since` is when it began to matter. `text` is what was written, `by` who did it, `event` what
    was done on a watched ticket.
    """

    kind: str
    number: int
    clause: str
    due: Instant
    since: Instant
    milestone: str | None = None
    text: str = ""
    by: str | None = None
    title: str = ""
    customer: str | None = None
    owner: str | None = None
    owner_name: str | None = None
    severity: str | None = None
    event: str = ""

    @property
    def key(self) -> str:
        """What identifies the alert, for as long as the desk lives."""
        return f"{self.kind}:{self.number}:{self.clause}:{self.due}"

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Its place among alerts: the most serious first, of these the oldest."""
        return _RANK[self.kind], _SEVERITIES.get(self.severity or "", _LEAST), self.since, self.number, self.clause


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts of a person; `seen` are the keys of those they have seen, `next_at` the time of the next one.

    `put_off` are the keys of those that come back later, and when; `watched` and `muted` are tickets, `calls` those
    that the person promised to make later.
    """

    every: tuple[Alert, ...] = ()
    seen: frozenset[str] = frozenset()
    next_at: Instant | None = None
    put_off: Mapping[str, Instant] = field(default_factory=dict)
    watched: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    calls: tuple[Alert, ...] = ()

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """The alerts that the person has not seen; a muted ticket has but those that stand until somebody acts."""
        return tuple(alert for alert in self.every if not self._is_silent(alert))

    def stays(self, alert: Alert) -> bool:
        """Return True if an alert is shown although the person has seen it."""
        return alert.kind in STAYING and alert.key not in self.put_off and not self._is_muted(alert)

    def _is_silent(self, alert: Alert) -> bool:
        return alert.key in self.seen or alert.key in self.put_off or self._is_muted(alert)

    def _is_muted(self, alert: Alert) -> bool:
        return alert.number in self.muted and alert.kind not in STANDING
