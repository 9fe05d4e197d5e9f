"""The day: what happened while one was away and was handed over, the calls to make, the visits of the week."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_list import BACK_AND_HELP, Settling, TabbedList, tab_keys
from deskctl.screens.today.day_reading import CALLS, SHIFT, TABS, DayRead, Entry, read_day
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.style.times import MINUTE, short_time

_EMPTY = {
    SHIFT: N_("Nothing happened while you were away."),
    CALLS: N_("No call is promised; w on a ticket promises one."),
}
_NO_VISITS = N_("No visit is planned in the next seven days; l on a ticket plans one.")


class DayScreen(AlertKeys, TabbedList):
    """Lists the day in three tabs."""

    HELP_TITLE = N_("The day")
    KEYS = (Key("H", N_("Hand over"), "hand_over"), Key("w", N_("Promise a call"), "callback"), *BACK_AND_HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="day.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="day.settle",
                tooltip=N_("confirm the hand-over or the visit, record the call")),
        *tab_keys("day", TABS),
        keys.HAND_OVER, keys.CALLBACK, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session, tab: str = SHIFT) -> None:
        super().__init__(session, tab)
        self._read: DayRead | None = None
        self._minute: Instant = 0

    def on_mount(self) -> None:
        """Read the day, and again when the store changes and each minute."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.session.ticked.subscribe(self, self._on_tick)
        self.call_after_refresh(self.reload)

    def _on_tick(self, at: Instant) -> None:
        if at // MINUTE != self._minute:
            self.reload()

    def resized(self) -> None:
        """Read again for the new width."""
        self.reload()

    def reload(self) -> None:
        """Read the day again."""
        self._minute = self.session.at() // MINUTE
        width = self.row_width
        in_background(self, lambda: read_day(self.session, width), "day")

    def on_day_read(self, read: DayRead) -> None:
        """Show the day."""
        self._read = read
        self.write()

    @property
    def _entries(self) -> Sequence[Entry]:
        return self._read.entries[self.tab] if self._read else ()

    @property
    def number(self) -> int | None:
        """The ticket of the chosen row."""
        entry = self.chosen_of(self._entries)
        return entry.number if entry else None

    @property
    def step(self) -> Settling | None:
        """The operation of the chosen row."""
        entry = self.chosen_of(self._entries)
        return entry.step if entry else None

    def write(self) -> None:
        """Draw the day."""
        counts = {name: len(rows) for name, rows in self._read.entries.items()} if self._read else {}
        empty = _(_EMPTY.get(self.tab, _NO_VISITS)) if self._read else ""
        self.write_rows(self._title(), TABS, counts, [entry.line for entry in self._entries], empty)

    def _title(self) -> str:
        if self.tab != SHIFT or self._read is None:
            return _("The day")
        away, session = self._read.away, self.session
        since = short_time(away.since, session.at(), session.look.zone)
        return _("Since {time}: new {new}, resolved {resolved}, closed {closed}").format(
            time=since, new=away.count("logged"), resolved=away.count("resolved"), closed=away.count("closed")
        )
