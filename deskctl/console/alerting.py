"""Alerts of the console: read when the store changes or time passes, shown on every screen, with a bell."""

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import ModalScreen

from deskctl.queries.alerts.alert import Alert
from deskctl.screens.alerts.alert_state import AlertsRead, person_of, read_alerts
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant

if TYPE_CHECKING:
    from deskctl.screens.alerts.bells import Bells

_AT_LEAST_EVERY = 60
_BETWEEN_STROKES = 0.3
_TITLE, _SAVE_TITLE, _RESTORE_TITLE = "\x1b]2;{}\x07", "\x1b[22;2t", "\x1b[23;2t"
"""Control sequences of terminals: set the title, save the current one, restore it."""


class AlertMonitor:
    """Reads the alerts of the person at the desk; the bell rings only for new ones."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._bells: Bells | None = None
        self._read_at: Instant = 0
        self._waits = False
        self._title = ""

    def begin(self) -> None:
        """Read the alerts now and whenever something changes."""
        self._session.ticked.subscribe(self._app, self._on_tick)
        self._session.changed.subscribe(self._app, lambda _none: self._read())
        self._session.alerted.subscribe(self._app, lambda _none: self._on_alerted())
        self._read()

    def end(self) -> None:
        """Restore the terminal's title."""
        if self._title:
            self._write(_RESTORE_TITLE)

    def _read(self) -> None:
        session, person, at = self._session, person_of(self._session.actor), self._session.at()
        self._read_at, self._waits, changes = at, False, session.alerts.changes
        in_background(self._app, lambda: read_alerts(session.store, person, session.acting, at, changes), "alerts")

    def _on_alerted(self) -> None:
        """Show the person's own changes; read again once they are written, if a read came too early."""
        self.show()
        if self._waits and not self._session.alerts.unwritten:
            self._read()

    def _on_tick(self, at: Instant) -> None:
        next_at = self._session.alerts.read.next_at
        if at - self._read_at >= _AT_LEAST_EVERY or (next_at is not None and at >= next_at > self._read_at):
            self._read()
        self.show()
        self._ring(at)

    def on_read(self, read: AlertsRead) -> None:
        """Show the alerts that were read; the bell does not ring for those that existed when the console opened."""
        from deskctl.screens.alerts.bells import Bells

        session = self._session
        if read.alerts is None or read.person != person_of(session.actor):
            return
        if session.alerts.is_behind(read):
            self._waits = True
            self._on_alerted()
            return
        session.alerts.read = read.alerts
        session.alerts.just_seen -= read.alerts.seen
        if self._bells is None or self._bells.person != read.person:
            self._bells = Bells(read.person)
            self._bells.begin(session.alerts.unseen)
        self._bells.forget(read.alerts.put_off)
        self._ring(session.at())
        session.alerted.publish(None)

    def _ring(self, at: Instant) -> None:
        if self._bells is None:
            return
        unseen, attention = self._session.alerts.unseen, self._session.attention
        new = [alert for alert in self._bells.new(unseen) if not self._is_quiet(alert)]
        strokes = self._bells.strokes(unseen, at, self._is_quiet)
        for stroke in range(strokes if attention.bell else 0):
            self._app.set_timer(max(0.001, stroke * _BETWEEN_STROKES), self._app.bell)
        if new and attention.toast and isinstance(self._app.screen, ModalScreen):
            from deskctl.widgets.lines.alert_lines import bar_text

            text = bar_text(new[0], len(new) - 1, at)
            self._app.notify(text, severity="warning", markup=False)

    def _is_quiet(self, alert: Alert) -> bool:
        attention = self._session.attention
        is_quiet_now = attention.is_quiet(self._session.at(), self._session.look.zone)
        return alert.kind not in attention.quiet_except and is_quiet_now

    def show(self) -> None:
        """Show the bar on the screens that have one, and the count in the title of the terminal."""
        from deskctl.screens.alerts.alert_bar import show_bar

        for screen in self._app.screen_stack:
            if getattr(screen, "SHOWS_ALERTS", False):
                show_bar(screen, self._session)
        self._show_title(len(self._session.alerts.shown))

    def _show_title(self, count: int) -> None:
        title = f"{self._session.look.symbols['breached']}{count} deskctl" if count else "deskctl"
        if title == self._title or (not count and not self._title):
            return
        self._write((_SAVE_TITLE if not self._title else "") + _TITLE.format(title))
        self._title = title

    def _write(self, sequence: str) -> None:
        driver = self._app._driver  # noqa: SLF001 - Textual has no public way to set the title of a terminal
        if driver is not None and not self._app.is_headless:
            driver.write(sequence)
