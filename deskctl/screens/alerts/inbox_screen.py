"""The inbox: all alerts of the person at the desk, the most serious first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.queries.alerts.alert import CALLBACK, Alert
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import WATCH, go_to_alert, mark_seen
from deskctl.screens.alerts.inbox_reading import (
    EVERY,
    LATER,
    TABS,
    UNSEEN,
    WATCHED,
    Entry,
    MarkedRead,
    counts,
    entries,
    read_marked,
)
from deskctl.screens.alerts.snooze_and_watch import ask_snooze, toggle_mute, toggle_watch
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.ticker import each_second
from deskctl.screens.tabbed_screen import BACK_AND_HELP, PresetOperation, TabbedScreen, tab_keys
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.key_bar import Key

if TYPE_CHECKING:
    from deskctl.queries.tickets.ticket_row import TicketRow

_NONE = N_("Nothing waits for you.")
_NOTHING: Mapping[str, str] = {
    UNSEEN: N_("Nothing is unread; 2 lists what still waits."),
    LATER: N_("Nothing is snoozed, and no call is promised."),
    WATCHED: N_("No ticket is watched or muted; W on a ticket watches it."),
}


class InboxScreen(TabbedScreen):
    """Lists alerts, from which their tickets can be opened."""

    HELP_TITLE = N_("The inbox")
    KEYS = (
        Key(".", N_("Seen"), "seen"),
        Key("A", N_("All seen"), "all_seen"),
        Key("w", N_("Later"), "later"),
        Key("e", N_("Mute"), "mute"),
        Key("W", N_("Watch"), "watch"),
        *BACK_AND_HELP,
    )
    FOR_A_ROW = frozenset({"seen", "all_seen", "later", "mute", "watch"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q", "dismiss", N_("Back"), id="inbox.back", tooltip=N_("back to where you came from")),
        Binding("o", "enter", N_("Go there"), show=False, id="inbox.go", tooltip=N_("open the ticket of the alert")),
        Binding("full_stop", "seen", N_("Seen"), key_display=".", show=False, id="inbox.seen",
                tooltip=N_("mark the alert as seen")),
        Binding("A", "all_seen", N_("All seen"), show=False, id="inbox.all-seen", tooltip=N_("mark all as seen")),
        Binding("w", "later", N_("Later"), show=False, id="inbox.later", tooltip=N_("postpone it; it comes back")),
        Binding("e", "mute", N_("Mute"), show=False, id="inbox.mute",
                tooltip=N_("stop the alerts about the ticket, or let them through again")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", show=False, id="inbox.settle",
                tooltip=N_("record the promised call")),
        WATCH,
        *tab_keys("inbox", TABS),
        *PLACE_KEYS,
        keys.HELP,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session, UNSEEN)
        self._shown: Sequence[Entry] = ()
        self._marked: Mapping[int, TicketRow] = {}

    def on_mount(self) -> None:
        """Show the alerts, and update them on changes and every second."""
        self.session.alerted.subscribe(self, lambda _none: self.reload())
        each_second(self, self.session, self._on_tick)
        self.reload()

    def reload(self) -> None:
        """Read the marked tickets again."""
        in_background(self, lambda: read_marked(self.session), "marked", name=OPENS)
        self.write()

    def on_marked_read(self, read: MarkedRead) -> None:
        """Show the marked tickets."""
        self._marked = read.rows
        self.write()

    def _on_tick(self, _at: Instant) -> None:
        self.write()

    def write(self) -> None:
        """Draw the rows of the tab."""
        self._shown = entries(self.session, self.tab, self._marked, self.row_width)
        rows = [(entry.alert.key if entry.alert else entry.number, entry.line) for entry in self._shown]
        numbers = counts(self.session)
        empty = _(_NOTHING.get(self.tab, _NONE)) if numbers[EVERY] or self.tab != UNSEEN else _(_NONE)
        self.write_rows(_("Waiting for me"), TABS, numbers, rows, empty)

    @property
    def number(self) -> int | None:
        """The ticket of the chosen row."""
        entry = self.chosen_of(self._shown)
        return entry.number or None if entry else None

    @property
    def step(self) -> PresetOperation | None:
        """The operation of the chosen row: record a promised call as made."""
        return self._on_call("done")

    def _on_call(self, verb: str) -> PresetOperation | None:
        """Return an operation on the chosen row if it is a promised call."""
        alert = self._alert
        if alert is None or alert.kind != CALLBACK:
            return None
        return PresetOperation("callback", verb, alert.number or None, {"id": alert.clause})

    @property
    def _alert(self) -> Alert | None:
        entry = self.chosen_of(self._shown)
        return entry.alert if entry else None

    def action_enter(self) -> None:
        """Open the ticket of the chosen row."""
        if self._alert is not None:
            go_to_alert(self, self.session, self._alert)
        else:
            super().action_enter()

    def action_seen(self) -> None:
        """Mark the chosen alert as seen."""
        if self._alert is not None:
            mark_seen(self, self.session, [self._alert])

    def action_all_seen(self) -> None:
        """Mark all alerts as seen."""
        mark_seen(self, self.session, self.session.alerts.unseen)

    def action_later(self) -> None:
        """Put the chosen alert off; a promised call is moved to another time."""
        if (step := self._on_call("move")) is not None:
            self.open_step(step)
        elif self._alert is not None:
            ask_snooze(self, self.session, self._alert)

    def action_mute(self) -> None:
        """Mute the ticket of the chosen row, or unmute it."""
        if self.number is not None:
            toggle_mute(self, self.session, self.number)

    def action_watch(self) -> None:
        """Watch the ticket of the chosen row, or stop."""
        if self.number is not None:
            toggle_watch(self, self.session, self.number)
