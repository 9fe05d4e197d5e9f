"""The keys for alerts: go there, mark as seen, open the inbox, watch a ticket."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from deskctl.language.i18n import N_, _
from deskctl.queries.alerts.alert import PARKED, Alert

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session

    _Base = Screen[Any]
else:
    _Base = object

WATCH = Binding(
    "W",
    "watch",
    N_("Watch"),
    show=False,
    id="alert.watch",
    tooltip=N_("watch what others do on the ticket, or stop"),
)
ALERT_KEYS = (
    Binding("o", "alert_go", N_("Go there"), show=False, id="alert.go", tooltip=N_("to the most serious alert")),
    Binding(
        "full_stop", "alert_seen", N_("Seen"), key_display=".", show=False, id="alert.seen",
        tooltip=N_("dismiss the alert that the bar shows"),
    ),
    Binding("i", "inbox", N_("Inbox"), show=False, id="alert.inbox", tooltip=N_("what waits for you")),
    WATCH,
)  # fmt: skip


class AlertKeys(_Base):
    """A mixin for screens that show the alert bar and react to its keys."""

    session: "Session"
    SHOWS_ALERTS = True

    def action_alert_go(self) -> None:
        """Open the ticket of the most serious alert; escape returns."""
        alerts = self.session.alerts.shown
        if not alerts:
            self.notify(_("No alert is waiting."), timeout=2)
            return
        go_to_alert(self, self.session, alerts[0])

    def action_alert_seen(self) -> None:
        """Mark the alert in the bar as seen; some kinds stay there until somebody acts."""
        alerts = self.session.alerts
        if alerts.shown and not alerts.unseen:
            text = _("It stays until somebody answers or takes the ticket; a call until it is made or postponed.")
            self.notify(text, timeout=3)
        mark_seen(self, self.session, alerts.unseen[:1])

    def action_inbox(self) -> None:
        """Show all alerts."""
        from deskctl.screens.alerts.inbox_screen import InboxScreen

        self.app.push_screen(InboxScreen(self.session))

    def action_watch(self) -> None:
        """Watch the chosen ticket, or stop watching it."""
        from deskctl.screens.alerts.snooze_and_watch import toggle_watch

        number = getattr(self, "number", None)
        if number is None:
            self.notify(_("Choose a ticket first."), severity="warning")
        else:
            toggle_watch(self, self.session, number)


def go_to_alert(screen: "Screen[Any]", session: "Session", alert: Alert) -> None:
    """Open the ticket of an alert, and mark the alert as seen."""
    from deskctl.screens.ticket.ticket_screen import TicketScreen

    mark_seen(screen, session, [alert])
    if alert.kind == PARKED:
        screen.call_later(screen.run_action, "parked")
        return
    if not alert.number:
        from deskctl.screens.today.shift_screen import ShiftScreen

        screen.app.push_screen(ShiftScreen(session, "calls"))
        return
    if isinstance(screen, TicketScreen) and screen.number == alert.number:
        return
    screen.app.push_screen(TicketScreen(session, alert.number))


def mark_seen(screen: "Screen[Any]", session: "Session", alerts: Iterable[Alert]) -> None:
    """Mark alerts as seen by the person: in this console at once, in the store as soon as possible."""
    from deskctl.screens.alerts.alert_state import person_of, save_seen
    from deskctl.screens.alerts.mark_writer import write_in_order

    keys = [alert.key for alert in alerts]
    if not keys:
        return
    session.alerts.just_seen.update(keys)
    person, at = person_of(session.actor), session.at()
    write_in_order(screen, session, lambda: save_seen(session.store, person, keys, at))
