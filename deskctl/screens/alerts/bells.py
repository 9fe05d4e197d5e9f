"""The bell for alerts: once for several, never twice within ten seconds, repeated for a disaster."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from deskctl.queries.alerts.alert import ASSIGNED, BREACHED, CALLBACK, SOON, STANDING, Alert
from deskctl.sla.facts import Instant

_REST = 10
_AGAIN, _MOST = 60, 5
_STROKES = 3
_ONCE = frozenset({BREACHED, ASSIGNED, CALLBACK})


@dataclass
class Bells:
    """Decides how often the bell rings for a person."""

    person: str
    _known: set[str] = field(default_factory=set)
    _rung: dict[str, tuple[int, Instant]] = field(default_factory=dict)
    _put_off: set[str] = field(default_factory=set)
    _waiting: int = 0
    _last: Instant = -_REST

    def begin(self, alerts: Sequence[Alert]) -> None:
        """Treat the alerts at the start of the console as known, except disasters."""
        self._known.update(alert.key for alert in alerts if alert.kind not in STANDING)

    def forget(self, keys: Collection[str]) -> None:
        """Forget snoozed alerts, which ring again when they come back."""
        self._known.difference_update(keys)
        self._put_off.update(keys)

    def strokes(self, unseen: Sequence[Alert], at: Instant, is_quiet: Callable[[Alert], bool]) -> int:
        """Return the number of strokes now; strokes too soon after the last ones wait."""
        for alert in unseen:
            strokes = self._strokes_of(alert, at)
            self._known.add(alert.key)
            if strokes and not is_quiet(alert):
                self._waiting = max(self._waiting, strokes)
        if not self._waiting or at - self._last < _REST:
            return 0
        strokes, self._waiting, self._last = self._waiting, 0, at
        return strokes

    def new(self, unseen: Sequence[Alert]) -> list[Alert]:
        """Return the alerts that are new."""
        return [alert for alert in unseen if alert.key not in self._known]

    def _strokes_of(self, alert: Alert, at: Instant) -> int:
        if alert.kind in STANDING:
            times, last = self._rung.get(alert.key, (0, at - _AGAIN))
            if times >= _MOST or at - last < _AGAIN:
                return 0
            self._rung[alert.key] = times + 1, at
            return _STROKES
        if alert.key in self._known:
            return 0
        if alert.key in self._put_off:
            return 1
        return int(alert.kind in _ONCE or (alert.kind == SOON and alert.owner == self.person))
