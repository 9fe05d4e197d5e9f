"""One alert, the alerts of a person, and how serious each kind is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
"""The kinds that stay after they were seen, until somebody acts or the call is made or put off."""
_RANK = {kind: min(KINDS.index(kind), KINDS.index(CALLBACK)) for kind in KINDS}
_SEVERITIES = {"catastrophic": 0, "severe": 1}
_LEAST = 2
_NONE_PUT_OFF: Mapping[str, Instant] = {}


class Alert(NamedTuple):
    """An alert, usually about the ticket `number`, which is 0 for an alert about no ticket.

    `clause` is the clause of the promise, or the number of the action; `due` is when the promise is due, or when the
    action was recorded; `since` is when the alert began. `text` is what was written, `by` who acted, `event` what
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
        """The stable key that identifies the alert."""
        return f"{self.kind}:{self.number}:{self.clause}:{self.due}"

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """The sort key: the most serious first, among these the oldest."""
        return _RANK[self.kind], _SEVERITIES.get(self.severity or "", _LEAST), self.since, self.number, self.clause


class Alerts(NamedTuple):
    """The alerts of a person, with the keys of those they have `seen`, and the time of the next one.

    `put_off` maps the keys of postponed alerts to the time when they return; `watched` and `muted` are tickets; `calls`
    are the promised calls that are due later.
    """

    every: tuple[Alert, ...] = ()
    seen: frozenset[str] = frozenset()
    next_at: Instant | None = None
    put_off: Mapping[str, Instant] = _NONE_PUT_OFF
    watched: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    calls: tuple[Alert, ...] = ()

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """The alerts that the person has not seen; of a muted ticket only those that ring until somebody acts."""
        return tuple(alert for alert in self.every if not self._is_silent(alert))

    def stays(self, alert: Alert) -> bool:
        """Return whether an alert is shown although the person has seen it."""
        return alert.kind in STAYING and alert.key not in self.put_off and not self._is_muted(alert)

    def _is_silent(self, alert: Alert) -> bool:
        return alert.key in self.seen or alert.key in self.put_off or self._is_muted(alert)

    def _is_muted(self, alert: Alert) -> bool:
        return alert.number in self.muted and alert.kind not in STANDING
