"""The inbox: everything that waits for the person at the desk, the most serious first."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import go_to_alert, see
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_list import BACK_AND_HELP, TabbedList
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.alert_lines import inbox_line
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.panes.tabs import Tab

if TYPE_CHECKING:
    from deskctl.queries.alerts.alert import Alert

_UNSEEN, _EVERY = "unseen", "every"
_TABS = (Tab(_UNSEEN, N_("Unseen"), N_("Unseen")), Tab(_EVERY, N_("Everything"), N_("Every.")))


class InboxScreen(TabbedList):
    """Lists alerts; each leads to its ticket."""

    HELP_TITLE = N_("The inbox")
    KEYS = (
        Key("enter", N_("Go there"), "enter"),
        Key(".", N_("Seen"), "seen"),
        Key("A", N_("All seen"), "all_seen"),
        *BACK_AND_HELP,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q", "dismiss", N_("Back"), id="inbox.back", tooltip=N_("back to where you came from")),
        Binding("o", "enter", N_("Go there"), show=False, id="inbox.go", tooltip=N_("open the ticket of the alert")),
        Binding("full_stop", "seen", N_("Seen"), key_display=".", show=False, id="inbox.seen",
                tooltip=N_("mark the alert as seen")),
        Binding("A", "all_seen", N_("All seen"), show=False, id="inbox.all-seen", tooltip=N_("mark all as seen")),
        Binding("1", f"tab('{_UNSEEN}')", N_("Unseen"), show=False, id="inbox.unseen"),
        Binding("2", f"tab('{_EVERY}')", N_("Everything"), show=False, id="inbox.every"),
        *PLACE_KEYS,
        keys.HELP,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session, _UNSEEN)
        self._shown: tuple[Alert, ...] = ()

    def on_mount(self) -> None:
        """Show the alerts, and again as they change and as time goes on."""
        self.session.alerted.subscribe(self, lambda _none: self.write())
        self.session.ticked.subscribe(self, self._on_tick)
        self.write()

    def _on_tick(self, _at: Instant) -> None:
        self.write()

    def write(self) -> None:
        """Draw the alerts."""
        session, alerts, width = self.session, self.session.alerts, self.row_width
        self._shown = alerts.unseen if self.tab == _UNSEEN else alerts.read.every
        at = session.at()
        lines = [inbox_line(one, at, session.look, width, seen=alerts.is_seen(one)) for one in self._shown]
        counts = {_UNSEEN: len(alerts.unseen), _EVERY: len(alerts.read.every)}
        self.write_rows(_("Waiting for me"), _TABS, counts, lines, _("Nothing waits for you."))

    @property
    def number(self) -> int | None:
        """The ticket of the chosen alert."""
        alert = self.chosen_of(self._shown)
        return alert.number or None if alert else None

    def action_enter(self) -> None:
        """Open the ticket of the chosen alert."""
        alert = self.chosen_of(self._shown)
        if alert is not None:
            go_to_alert(self, self.session, alert)

    def action_seen(self) -> None:
        """Mark the chosen alert as seen."""
        alert = self.chosen_of(self._shown)
        if alert is not None:
            see(self, self.session, [alert])

    def action_all_seen(self) -> None:
        """Mark all alerts as seen."""
        see(self, self.session, self.session.alerts.unseen)
